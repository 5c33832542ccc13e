// The columns of a copy of the list of work: what the list itself shows, in the order in which it is read, times in WIB.
// Guarantees: ids and figures; no name, which would have to be asked of partners and recorded there, page by page.
import type { Instant } from '@simpul/kernel'
import type { Cell } from '@simpul/platform/tabular'
import { stepOf } from '../application/application.ts'
import { turnOf } from '../application/turn.ts'
import type { WorklistFold } from '../projections/worklist.ts'

type Work = WorklistFold & { readonly id: string }
type Column = readonly [heading: string, cell: (work: Work, now: Instant) => Cell]

const COLUMNS: readonly Column[] = [
  ['Nomor pengajuan', ({ id }) => id],
  ['Status', ({ row }) => row.status],
  ['Langkah', ({ row }) => stepOf(row.status)],
  ['Skema', ({ row }) => row.scheme],
  ['Plafon (Rp)', ({ row }) => row.plafonIdr],
  ['Unit', ({ row }) => row.unit],
  ['Pemohon', ({ row }) => row.applicant],
  ['Petugas', ({ row }) => row.officer],
  ['Giliran', ({ row }) => row.holder],
  ['Dikirim (WIB)', ({ row }) => inWib(row.submittedAt)],
  ['Tenggat (WIB)', ({ row }) => inWib(row.dueAt)],
  ['Lewat tenggat', ({ application }, now) => turnOf(application, now)?.overdue ?? false],
  ['Dieskalasi', ({ row }) => row.escalated],
  ['Tertahan di pihak penyalur', ({ row }) => row.setback],
]

export const headings = COLUMNS.map(([heading]) => heading)

export const cellsOf = (work: Work, now: Instant): readonly Cell[] => COLUMNS.map(([, cell]) => cell(work, now))

const WIB_MS = 7 * 3_600_000

/** `2026-03-10 10:00`, which every spreadsheet takes for a time. */
function inWib(instant: Instant | null): string | null {
  return instant && new Date(Date.parse(instant) + WIB_MS).toISOString().slice(0, 16).replace('T', ' ')
}
