// The refusal letter, as a page and as a PDF.
// Guarantees: for the applicant, the lender's people and the auditor; there is none unless the application stands rejected.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { application } from '../application/aggregate.ts'
import { fileOf } from '../application/application.ts'
import { closed } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { LENDER_ROLES, mayRead } from '../rights.ts'
import { letterOf } from './letter.ts'
import { pageOf } from './page.ts'
import { partsOf } from './parts.ts'
import { pdfInThread } from './pdfThread.ts'

export const letterRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Surat keputusan' }, (route) => {
  route.rendered('/applications/:id/letter', {
    summary: { id: 'Surat penolakan dengan alasannya', en: 'The letter of a refusal, with its reasons' },
    may: { roles: ['applicant', ...LENDER_ROLES, 'auditor'] },
    query: closed({ format: Type.Optional(Type.Enum(['page', 'pdf'])) }),
    contentTypes: ['text/html; charset=utf-8', 'application/pdf'],
    async read({ params, query, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor) || !fileOf(found.state)) return null
      const rejected = (await context.history(application, params.id)).findLast(({ type }) => type === 'ApplicationRejected')
      if (!rejected) return null
      const letter = letterOf(found.state, rejected.time)
      if (!letter) return null
      const parts = partsOf(letter)
      const name = `surat-keputusan-${params.id.slice(0, 8)}`
      if (query.format === 'pdf')
        return {
          contentType: 'application/pdf',
          body: await pdfInThread(parts, letter.decidedAt),
          name: `${name}.pdf`,
          shown: 'attachment',
        }
      return { contentType: 'text/html; charset=utf-8', body: pageOf(parts), name: `${name}.html`, shown: 'inline' }
    },
  })
})
