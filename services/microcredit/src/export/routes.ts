// Copies of the list of work, in two steps: asking, which is recorded with the filters and the count, and taking what was asked for.
// Guarantees: the rows are those that the list would show to the same person; rights are asked of partners at that moment, since a copy
// goes where no token reaches; rows are read as fast as they are taken, and not on when nobody takes them any more.
// Does not guarantee: one moment for all of it: a file whose deadline moves while the copy is written may stand twice or be missing, where
// the list comes by deadline; by days of submission it is exact. Shown by export.test.ts.
import { Readable } from 'node:stream'
import type { Instant } from '@simpul/kernel'
import { defineRoutes, everyRow, instantOf, type Actor, type Rows } from '@simpul/platform'
import { csvOf, xlsxOf, type Cell } from '@simpul/platform/tabular'
import { Type } from 'typebox'
import { closed, id, orNull } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { exportsTaken, type ExportTaken } from '../projections/exportsTaken.ts'
import { worklist, type WorklistFold } from '../projections/worklist.ts'
import { questionOf, worklistFilters, type Asker, type Question } from '../projections/worklistQuery.ts'
import { LENDER_ROLES, lenderOf, personOf } from '../rights.ts'
import type { WorklistFilters } from '../worklistFilters.ts'
import { worklistExport } from './aggregate.ts'
import { cellsOf, headings } from './columns.ts'
import { EXPORT_ROWS_MAX, FORMATS, isOpen, type Export } from './export.ts'

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const filters = closed(worklistFilters)

export const exportRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Salinan daftar kerja' }, (route) => {
  route.create('/exports', {
    summary: { id: 'Minta salinan daftar kerja', en: 'Ask for a copy of the list of work' },
    may: { roles: LENDER_ROLES, confirmed: true },
    aggregate: worklistExport,
    body: closed({ format: Type.Enum([...FORMATS]), filters }),
    async command({ body, actor, context }) {
      const { outside } = context
      const question = questionOf(body.filters, askerOf(actor), instantOf(outside.clock.now()))
      const rows = await context.rows(worklist).count(question.filter)
      const { branch = null } = actor
      return { type: 'ExportWorklist' as const, ...body, by: personOf(actor), lender: lenderOf(actor), branch, rows }
    },
  })
  route.rendered('/exports/:id', {
    summary: { id: 'Ambil salinan daftar kerja', en: 'Take the copy of the list of work' },
    may: { roles: LENDER_ROLES },
    query: closed({}),
    contentTypes: Object.values(CONTENT_TYPES),
    async read({ params, actor, context }) {
      const wanted = (await context.commands.state(worklistExport, params.id))?.state
      const nowMs = context.outside.clock.now()
      if (!wanted || wanted.status === 'none' || !isOf(wanted, actor) || !isOpen(wanted, nowMs)) return null
      const now = instantOf(nowMs)
      const table = { columns: headings, rows: rowsOf(context.rows(worklist), exportOrder(wanted, actor, now), now) }
      const made = wanted.format === 'csv' ? csvOf(table) : xlsxOf(table, { sheet: 'Daftar kerja', at: nowMs })
      return {
        contentType: CONTENT_TYPES[wanted.format],
        body: Readable.from(made),
        name: `daftar-kerja-${wanted.at.slice(0, 10)}.${wanted.format}`,
        shown: 'attachment',
      }
    },
  })
  route.list('/exports', {
    summary: { id: 'Siapa mengambil salinan daftar kerja', en: 'Who took copies of the list of work' },
    may: { roles: ['lender-manager', 'auditor'] },
    query: closed({}),
    item: closed({
      id,
      by: id,
      lender: id,
      branch: orNull(Type.String()),
      format: Type.Enum([...FORMATS]),
      filters,
      rows: Type.Integer(),
      at: Type.String(),
    }),
    after: exportsTaken,
    async rows({ actor, context, limit, after }) {
      const filter = actor.roles.includes('auditor') ? {} : { lender: lenderOf(actor), ...inBranchOf(actor) }
      const page = { limit, ...(after === undefined ? {} : { after }) }
      const found = await context.rows(exportsTaken).find({ filter, sort: { by: 'at', direction: -1 }, ...page })
      return { rows: found.rows.map(takenOf), next: found.next }
    },
  })
})

const takenOf = ({ id: of, by, lender, branch, format, filters: asked, rows, at }: ExportTaken & { id: string }) => ({
  id: of,
  by,
  lender,
  branch,
  format,
  filters: asked,
  rows,
  at,
})

const inBranchOf = ({ branch }: Actor) => (branch === undefined ? {} : { branch })

function askerOf(actor: Actor): Asker {
  const { branch, person } = actor
  return { lender: lenderOf(actor), ...(branch === undefined ? {} : { branch }), ...(person === undefined ? {} : { person }) }
}

/** Whoever asked, still of that lender and branch. */
const isOf = (wanted: Extract<Export, { status: 'open' }>, { person, org, branch }: Actor) =>
  wanted.by === person && wanted.lender === org && wanted.branch === (branch ?? null)

/** By what does not change while the copy is written, where an index has it. */
function exportOrder({ filters: asked }: { readonly filters: WorklistFilters }, actor: Actor, now: Instant): Question {
  const question = questionOf(asked, askerOf(actor), now)
  const isPlain = Object.keys(question.filter).every((field) => ['row.lender', 'row.unit', 'row.submittedAt'].includes(field))
  return isPlain ? { ...question, sort: { by: 'row.submittedAt', direction: 1 } } : question
}

async function* rowsOf(
  rows: Pick<Rows<WorklistFold>, 'find'>,
  question: Question,
  now: Instant,
): AsyncGenerator<readonly Cell[]> {
  let left = EXPORT_ROWS_MAX
  for await (const work of everyRow(rows, question)) {
    yield cellsOf(work, now)
    if ((left -= 1) === 0) return
  }
}
