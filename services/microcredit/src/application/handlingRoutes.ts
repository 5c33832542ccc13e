// Who handles an application, and the ways back: an officer is assigned or takes it, work is delegated, a proposal is sent back, a
// rejected application is taken up again.
// Guarantees: only people of the lender that it was sent to, within the branch of the token, and never the applicant; whoever moves a
// file names the version that they read, so nobody takes what a colleague took a moment ago without having seen it.
// Does not guarantee: that the officer named works there; the one who names them answers for it, and the history says who it was.
import { defineRoutes } from '@simpul/platform'
import { closed, code, id, instant } from '../bodies.ts'
import { refuse } from '../refusals.ts'
import { handOf, isLender, personOf } from '../rights.ts'
import { application } from './aggregate.ts'

const target = ({ params }: { params: { id: string } }) => params.id

export const handlingRoutes = defineRoutes({ tag: 'Penanganan pengajuan' }, (route) => {
  route.command('/applications/:id/officer', {
    summary: { id: 'Tugaskan petugas, atau ambil sendiri', en: 'Assign an officer, or take it oneself' },
    may: { roles: ['officer', 'lender-manager'], owns: isLender },
    aggregate: application,
    body: closed({ officer: id }),
    ifMatch: 'required',
    target,
    command({ body: { officer }, actor }) {
      const by = personOf(actor)
      if (officer !== by && !actor.roles.includes('lender-manager')) throw refuse('application/assigns-another')
      return { type: 'AssignOfficer' as const, officer, by }
    },
  })
  route.command('/applications/:id/delegations', {
    summary: { id: 'Limpahkan pekerjaan Anda pada pengajuan ini', en: 'Delegate your work on this application' },
    may: { roles: ['officer', 'approver'], owns: isLender, confirmed: true },
    aggregate: application,
    body: closed({ to: id, until: instant }),
    target,
    command({ body: { to, until }, actor }) {
      const from = personOf(actor)
      return { type: 'DelegateReview' as const, from, to, until, by: from }
    },
  })
  route.command('/applications/:id/send-back', {
    summary: { id: 'Kembalikan usulan ke petugas', en: 'Send the proposal back to the officer' },
    may: { roles: ['approver'], owns: isLender, confirmed: true },
    aggregate: application,
    body: closed({ reasonCode: code }),
    ifMatch: 'required',
    target,
    command: ({ body, actor }) => ({ type: 'SendBackProposal' as const, reasonCode: body.reasonCode, hand: handOf(actor) }),
  })
  route.command('/applications/:id/reopen', {
    summary: { id: 'Buka kembali pengajuan yang ditolak', en: 'Take up a rejected application again' },
    may: { roles: ['lender-manager'], owns: isLender, confirmed: true },
    aggregate: application,
    body: closed({ reasonCode: code }),
    ifMatch: 'required',
    target,
    command: ({ body, actor }) => ({ type: 'ReopenApplication' as const, reasonCode: body.reasonCode, hand: handOf(actor) }),
  })
})
