// What an applicant does with an application, from the first field to the withdrawal.
// Guarantees: only the applicant, by the person in the token; a stranger's application does not exist for them (404).
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import * as bodies from '../bodies.ts'
import { closed, code, id } from '../bodies.ts'
import { requireLender, requireNobodyElse } from '../knownParties.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { isApplicant, personOf } from '../rights.ts'
import { application } from './aggregate.ts'
import { QUESTIONS_MAX } from './application.ts'

const applicant = { roles: ['applicant'], owns: isApplicant } as const
const nothing = closed({})

export const applicationRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Pengajuan KUR' }, (route) => {
  route.create('/applications', {
    summary: { id: 'Mulai pengajuan', en: 'Start an application' },
    may: { roles: ['applicant'] },
    aggregate: application,
    body: closed({ forOrganisation: Type.Boolean() }),
    command: ({ id: applicationId, actor, body }) => ({
      type: 'StartDraft' as const,
      applicationId,
      applicant: { person: personOf(actor), organisation: body.forOrganisation ? (actor.org ?? null) : null },
    }),
  })
  route.command('/applications/:id/draft', {
    summary: { id: 'Simpan isian', en: 'Save what was filled in' },
    may: applicant,
    aggregate: application,
    body: bodies.draft,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'SaveDraft' as const, changes: body }),
  })
  route.command('/applications/:id/submit', {
    summary: { id: 'Kirim pengajuan', en: 'Send the application' },
    may: applicant,
    aggregate: application,
    body: nothing,
    target: ({ params }) => params.id,
    async command({ params, context }) {
      const draft = (await context.commands.state(application, params.id))?.state
      if (draft?.status === 'draft') {
        await requireNobodyElse(context, draft.applicant.person)
        // Without a lender it is incomplete, and the decider says what is missing.
        if (draft.draft.lender !== undefined) await requireLender(context, draft.draft.lender)
      }
      return { type: 'SubmitApplication' as const }
    },
  })
  route.command('/applications/:id/withdraw', {
    summary: { id: 'Batalkan pengajuan', en: 'Withdraw the application' },
    may: applicant,
    aggregate: application,
    body: closed({ reasonCode: code }),
    target: ({ params }) => params.id,
    command: ({ body, actor }) => ({ type: 'WithdrawApplication' as const, reasonCode: body.reasonCode, by: personOf(actor) }),
  })
  route.command('/applications/:id/answers', {
    summary: { id: 'Jawab pertanyaan petugas', en: "Answer the officer's questions" },
    may: applicant,
    aggregate: application,
    body: closed({ answers: Type.Array(closed({ code, ref: id }), { minItems: 1, maxItems: QUESTIONS_MAX }) }),
    target: ({ params }) => params.id,
    command: ({ body, actor }) => ({ type: 'AnswerInfo' as const, answers: body.answers, by: personOf(actor) }),
  })
})
