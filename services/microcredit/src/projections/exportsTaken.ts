// Who took a copy of the list of work, for the lender's manager and the auditor.
// Guarantees: a pure fold, one row a copy; filters and a count, no row of the list.
import { exportContract } from '@simpul/contracts'
import type { Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { ExportEvent, Wanted } from '../export/export.ts'

export type ExportTaken = Wanted & { readonly at: Instant }

export const exportsTaken = projection<ExportTaken, ExportEvent>({
  name: 'exportsTaken',
  from: exportContract,
  indexes: [{ keys: { at: -1 } }, { keys: { lender: 1, at: -1 } }, { keys: { lender: 1, branch: 1, at: -1 } }],
  fold(_row, { by, lender, branch, format, filters, rows, at }) {
    return { by, lender, branch, format, filters, rows, at }
  },
})
