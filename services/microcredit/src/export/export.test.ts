// Copies of the list of work: who gets which rows, what is recorded, and what a large one costs.
import type { Readable } from 'node:stream'
import type { Actor, RouteEntry } from '@simpul/platform'
import { behaviour, scenario } from '@simpul/testkit'
import { describe, expect, test } from 'vitest'
import { now, told, ways } from '../application/example.ts'
import { foldWorklist, type WorklistFold } from '../projections/worklist.ts'
import { decide, evolve, EXPORT_ROWS_MAX, initial, type Export, type Wanted } from './export.ts'
import { exportRoutes } from './routes.ts'

const bank = 'org-bank-desa'
const officer: Actor = { subject: 's', roles: ['officer'], person: 'p-officer', org: bank }
const wanted: Wanted = { by: 'p-officer', lender: bank, branch: null, format: 'csv', filters: {}, rows: 3 }
const event = { type: 'WorklistExported', ...wanted, at: now } as const
const command = { type: 'ExportWorklist', ...wanted, now } as const

behaviour('a copy of the list of work', { initial, decide, evolve }, [
  scenario('is recorded with its filters and how many files it has').when(command).then(event),
  scenario('is asked for once').given(event).when(command).refused('export/already-asked'),
  scenario('holds no more than a sheet should')
    .when({ ...command, rows: EXPORT_ROWS_MAX })
    .then({ ...event, rows: EXPORT_ROWS_MAX }),
  scenario('says how far it is too large')
    .when({ ...command, rows: EXPORT_ROWS_MAX + 1 })
    .refused('export/too-large', { rows: 100_001, max: 100_000 }),
])

const entry = (kind: RouteEntry['kind']) => {
  const found = exportRoutes.entries.find((each) => each.kind === kind)
  if (!found) throw new Error(`no ${kind}`)
  return found
}
const row = told(ways.surveying).reduce<WorklistFold | null>((fold, each) => foldWorklist(fold, each, now), null) as WorklistFold

/** A list of so many files that remembers what it was asked. */
function list(count: number) {
  const asked: { filter: object; sort: { by: string }; limit: number; after?: string }[] = []
  const find = async (query: (typeof asked)[number]) => {
    asked.push(query)
    const from = Number(query.after ?? 0)
    const rows = Array.from({ length: Math.min(query.limit, count - from) }, (_, n) => ({
      ...row,
      id: `file-${from + n}`,
      seq: 9,
    }))
    return { rows, next: from + rows.length < count ? String(from + rows.length) : null }
  }
  return { asked, rows: { find, count: async () => count } }
}

function contextOf(state: Export, rows: object, at = now) {
  return {
    commands: { state: async () => ({ state, version: 1 }) },
    rows: () => rows,
    outside: { clock: { now: () => Date.parse(at) } },
  }
}

async function taken(state: Partial<Wanted>, actor: Actor, of = list(3), at = now): Promise<{ body: Readable } | null> {
  const route = entry('rendered')
  if (route.kind !== 'rendered') throw new Error('a file')
  const context = contextOf({ status: 'open', ...wanted, ...state, at: now }, of.rows, at)
  return (await route.read({ params: { id: 'x' }, body: {}, query: {}, actor, context: context as never })) as {
    body: Readable
  } | null
}

const textOf = async (found: { body: Readable } | null) =>
  Buffer.concat((await found?.body.map((chunk: string) => Buffer.from(chunk)).toArray()) ?? []).toString()

describe('asking', () => {
  test('records how many files there are, of the own lender and branch', async () => {
    const route = entry('create')
    if (route.kind !== 'create') throw new Error('created')
    const context = contextOf(initial, list(7).rows)
    const asking = { params: {}, query: {}, id: 'x', body: { format: 'xlsx', filters: { scheme: 'MIKRO' } } }
    const actor = { ...officer, branch: 'cabang' }
    expect(await route.command({ ...asking, actor, context: context as never })).toEqual({
      type: 'ExportWorklist',
      by: 'p-officer',
      lender: bank,
      branch: 'cabang',
      format: 'xlsx',
      filters: { scheme: 'MIKRO' },
      rows: 7,
    })
    const wide = { ...asking, body: { format: 'csv', filters: { unit: 'pusat' } } }
    await expect(route.command({ ...wide, actor, context: context as never })).rejects.toMatchObject({
      code: 'actor/other-branch',
    })
  })
})

describe('taking', () => {
  test('whoever asked gets what the list shows, in WIB, without a name', async () => {
    const of = list(1)
    const [heading = '', line] = (await textOf(await taken({}, officer, of))).split('\r\n')
    expect(heading.split(',')).toContain('Dikirim (WIB)')
    expect(line).toBe(
      'file-0,surveying,survey,MIKRO,40000000,pusat,p-siti,,officer,2025-03-10 10:00,2025-03-17 17:00,false,false,',
    )
    expect(of.asked).toEqual([{ filter: { 'row.lender': bank }, sort: { by: 'row.submittedAt', direction: 1 }, limit: 100 }])
  })

  test('what has its own order keeps it', async () => {
    const of = list(1)
    await textOf(await taken({ filters: { status: 'surveying' } }, officer, of))
    expect(of.asked[0]).toMatchObject({ filter: { 'row.status': 'surveying' }, sort: { by: 'row.dueAt' } })
  })

  test.each<[string, Actor, string?]>([
    ['a colleague', { ...officer, person: 'p-approver' }],
    ['somebody who went to another lender', { ...officer, org: 'org-lain' }],
    ['somebody who went to a branch', { ...officer, branch: 'cabang' }],
    ['the one who asked, a quarter of an hour later', officer, '2025-03-10T03:15:00.000Z'],
  ])('nothing is there for %s', async (_, actor, at) => expect(await taken({}, actor, list(3), at)).toBeNull())

  test('100,000 files are read page by page, and not one more', async () => {
    const of = list(EXPORT_ROWS_MAX + 50)
    const found = await taken({}, officer, of)
    let bytes = 0
    for await (const chunk of found?.body ?? []) bytes += (chunk as Uint8Array).length
    expect(bytes).toBeGreaterThan(300_000)
    expect(of.asked).toHaveLength(1_000)
  })

  test('nothing is read any more for whoever is gone', async () => {
    const of = list(EXPORT_ROWS_MAX)
    const body = (await taken({}, officer, of))?.body as Readable
    await new Promise<void>((resolve) => body.once('readable', resolve))
    body.destroy()
    await new Promise((resolve) => body.once('close', resolve))
    const read = of.asked.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([read < 200, of.asked.length]).toEqual([true, read])
  })
})
