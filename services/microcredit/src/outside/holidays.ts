// The holiday table that deadlines count on: ours, or a file that whoever runs Simpul keeps, read again when it changes.
// Guarantees: a file that cannot be used stops a start, in one sentence; later it is told in the log and the table before it stays.
// Does not: move a running clock at once. Each asks for its deadline when it wakes, within a day; a table needs a new version to be told apart.
import { readFileSync, statSync } from 'node:fs'
import { indonesianHolidays, type HolidayTable } from '@simpul/kernel'
import type { Clock } from '@simpul/platform'
import { ConfigProblem } from '@simpul/platform/host'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { closed, day } from '../bodies.ts'
import type { MicrocreditOutside } from './microcreditOutside.ts'

const DAYS_MAX = 2_000
const Table = closed({
  version: Type.String({ minLength: 1, maxLength: 60 }),
  from: day,
  to: day,
  days: Type.Array(closed({ date: day, name: Type.String({ maxLength: 200 }) }), { maxItems: DAYS_MAX }),
})
const check = Compile(Table)

const LOOK_EVERY_MS = 10_000

/** Answers the table as it is now. `path` is SIMPUL_HOLIDAYS_FILE. */
export function holidayTable(
  path: string | undefined,
  { clock, log }: Pick<MicrocreditOutside, 'log'> & { clock: Pick<Clock, 'monotonic'> },
): () => HolidayTable {
  if (!path) return () => indonesianHolidays
  let stamp = stampOf(path)
  let table = read(path)
  let lookAgainAt = clock.monotonic() + LOOK_EVERY_MS
  return () => {
    if (clock.monotonic() < lookAgainAt) return table
    lookAgainAt = clock.monotonic() + LOOK_EVERY_MS
    try {
      const now = stampOf(path)
      if (now === stamp) return table
      stamp = now
      table = read(path)
    } catch (error) {
      log.error(
        { err: error, path, tableVersion: table.version },
        'the holiday table cannot be read again: the one before it stays',
      )
    }
    return table
  }
}

function stampOf(path: string): string {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 }
  return `${mtimeMs} ${size}`
}

function read(path: string): HolidayTable {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigProblem(`SIMPUL_HOLIDAYS_FILE tidak dapat dibaca / cannot be read: ${path}`, { cause: error })
  }
  if (!check.Check(value)) {
    const [first] = check.Errors(value)
    const where = `${first?.instancePath || '/'} ${first?.message ?? ''}`
    throw new ConfigProblem(`SIMPUL_HOLIDAYS_FILE bukan tabel hari libur / is no table of holidays (${where}): ${path}`)
  }
  return value
}
