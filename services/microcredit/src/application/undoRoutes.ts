// Taking an approval back before the money, over HTTP: one asks, another confirms or keeps the approval.
// Guarantees: people of the lender, with rights confirmed at that moment, on the version that they read.
import { defineRoutes } from '@simpul/platform'
import { closed, code } from '../bodies.ts'
import { handOf, isLender } from '../rights.ts'
import { application } from './aggregate.ts'

const target = ({ params }: { params: { id: string } }) => params.id
const deciders = { roles: ['approver', 'lender-manager'], owns: isLender, confirmed: true } as const

export const undoRoutes = defineRoutes({ tag: 'Pembatalan persetujuan' }, (route) => {
  route.command('/applications/:id/undo-proposal', {
    summary: { id: 'Usulkan pembatalan persetujuan sebelum dana cair', en: 'Ask to undo the approval before the money' },
    may: { ...deciders, roles: ['officer', 'approver', 'lender-manager'] },
    aggregate: application,
    body: closed({ reasonCode: code }),
    ifMatch: 'required',
    target,
    command: ({ body, actor }) => ({ type: 'ProposeUndo' as const, reasonCode: body.reasonCode, hand: handOf(actor) }),
  })
  route.command('/applications/:id/undo', {
    summary: { id: 'Batalkan persetujuan, kuota dikembalikan', en: 'Undo the approval, its quota is given back' },
    may: deciders,
    aggregate: application,
    body: closed({}),
    ifMatch: 'required',
    target,
    command: ({ actor }) => ({ type: 'UndoApproval' as const, hand: handOf(actor) }),
  })
  route.command('/applications/:id/keep-approval', {
    summary: { id: 'Pertahankan persetujuan', en: 'Keep the approval' },
    may: deciders,
    aggregate: application,
    body: closed({}),
    ifMatch: 'required',
    target,
    command: ({ actor }) => ({ type: 'DropUndo' as const, hand: handOf(actor) }),
  })
})
