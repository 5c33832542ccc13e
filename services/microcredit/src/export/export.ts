// A copy of the list of work that somebody took: who, of which files, how many, when. Recorded before the first row is given out.
// Guarantees: one copy a record, which is over after a quarter of an hour; no row of the list is in it.
// Does not guarantee: that what was asked for was also taken; it could be.
import { never, type Instant } from '@simpul/kernel'
import type { OrganisationId, PersonId } from '../parties.ts'
import type { WorklistFilters } from '../worklistFilters.ts'
import { refuse } from './refusals.ts'

/** × about 150 B is a file of 15 MB; the rows of a lender with 100,000 open files. */
export const EXPORT_ROWS_MAX = 100_000
/** Taken at once; who needs it later asks again, and that is recorded too. */
const OPEN_FOR_MS = 15 * 60_000

export const FORMATS = ['csv', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

export type Wanted = {
  readonly by: PersonId
  readonly lender: OrganisationId
  /** Of the token: staff of a branch take their branch alone. */
  readonly branch: string | null
  readonly format: Format
  readonly filters: WorklistFilters
  /** As many as there were at that moment. */
  readonly rows: number
}

export type ExportEvent = { readonly type: 'WorklistExported'; readonly at: Instant } & Wanted
export type ExportCommand = { readonly type: 'ExportWorklist'; readonly now: Instant } & Wanted

export type Export = { readonly status: 'none' } | ({ readonly status: 'open'; readonly at: Instant } & Wanted)

export const initial: Export = { status: 'none' }

export function decide(state: Export, command: ExportCommand): readonly ExportEvent[] {
  if (state.status !== 'none') throw refuse('export/already-asked')
  const { by, lender, branch, format, filters, rows, now } = command
  if (rows > EXPORT_ROWS_MAX) throw refuse('export/too-large', { rows, max: EXPORT_ROWS_MAX })
  return [{ type: 'WorklistExported', by, lender, branch, format, filters, rows, at: now }]
}

export function evolve(_state: Export, event: ExportEvent): Export {
  switch (event.type) {
    case 'WorklistExported': {
      const { type: _, ...wanted } = event
      return { status: 'open', ...wanted }
    }
    default:
      return never(event.type)
  }
}

export const isOpen = ({ at }: { readonly at: Instant }, nowMs: number) => nowMs < Date.parse(at) + OPEN_FOR_MS
