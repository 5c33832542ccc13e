// Who took a copy of a lender's list of work, of which files and how many: told before the first row is given out.
// Guarantees: closed objects of ids, codes and figures; no row of the list is in it.
import { Type } from 'typebox'
import { closed, code, day, id, idr, instant, scheme } from './shapes.ts'

export const exportContract = {
  source: 'microcredit.export',
  types: {
    WorklistExported: closed({
      by: id,
      lender: id,
      branch: Type.Union([code, Type.Null()]),
      format: Type.Enum(['csv', 'xlsx']),
      filters: closed({
        status: Type.Optional(code),
        officer: Type.Optional(id),
        mine: Type.Optional(Type.Boolean()),
        holder: Type.Optional(code),
        overdue: Type.Optional(Type.Boolean()),
        scheme: Type.Optional(scheme),
        unit: Type.Optional(code),
        plafonFromIdr: Type.Optional(idr),
        plafonToIdr: Type.Optional(idr),
        submittedFrom: Type.Optional(day),
        submittedBefore: Type.Optional(day),
        dueBefore: Type.Optional(day),
      }),
      rows: Type.Integer({ minimum: 0, maximum: 100_000 }),
      at: instant,
    }),
  },
}
