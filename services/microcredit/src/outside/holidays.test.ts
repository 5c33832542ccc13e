// The holiday table from a file: taken in, changed while it runs, broken while it runs.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indonesianHolidays } from '@simpul/kernel'
import { afterAll, expect, it } from 'vitest'
import { holidayTable } from './holidays.ts'

const folder = mkdtempSync(join(tmpdir(), 'holidays-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'table.json')
const table = { version: 'skb-2026', from: '2026-01-01', to: '2026-12-31', days: [{ date: '2026-12-25', name: 'Natal' }] }

function lookingAt(file: string | undefined) {
  let ms = 0
  const logged: object[] = []
  const now = holidayTable(file, { clock: { monotonic: () => ms }, log: { error: (about) => void logged.push(about) } })
  return { now, logged, later: () => void (ms += 10_000) }
}
let second = 1
function write(text: string): void {
  writeFileSync(path, text)
  utimesSync(path, (second += 1), second) // two writes within the file system's tick would look alike
}

it('without a file it is ours', () => expect(lookingAt(undefined).now()).toBe(indonesianHolidays))

it('a file is taken, and taken again when it has changed', () => {
  write(JSON.stringify(table))
  const { now, later } = lookingAt(path)
  expect(now()).toEqual(table)
  write(JSON.stringify({ ...table, version: 'skb-2026-revised' }))
  expect(now().version).toBe('skb-2026') // not looked at for each deadline
  later()
  expect(now().version).toBe('skb-2026-revised')
})

it('broken or gone while it runs, the table before it stays, and whoever runs Simpul is told', () => {
  write(JSON.stringify(table))
  const { now, later, logged } = lookingAt(path)
  write('{"version":')
  later()
  expect(now()).toEqual(table)
  rmSync(path)
  later()
  expect(now()).toEqual(table)
  expect(logged).toMatchObject([{ path, tableVersion: 'skb-2026' }, { path }])
})

it.each([
  ['nothing there', null],
  ['no JSON', 'liburan'],
  ['a day that does not exist', JSON.stringify({ ...table, days: [{ date: '2026-02-30', name: 'x' }] })],
  [
    'more days than a table of many years has',
    JSON.stringify({ ...table, days: Array.from({ length: 2_001 }, () => table.days[0]) }),
  ],
  ['a field too many', JSON.stringify({ ...table, note: 'x' })],
])('%s: it does not start', (_, text) => {
  if (text === null) rmSync(path, { force: true })
  else write(text)
  expect(() => lookingAt(path)).toThrow(/SIMPUL_HOLIDAYS_FILE/)
})
