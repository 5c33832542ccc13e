// What every RowStore must do. Run on memory (memory/memoryRows.test.ts) and on MongoDB (mongo/mongoRows.int.test.ts).
import { describe, expect, test } from 'vitest'
import type { RowStore } from './projection.ts'

export function rowsContract(name: string, make: () => Promise<RowStore>) {
  const to = (id: string, loaded: number, seq: number) => ({ id, loaded, seq, hidden: false, row: { total: seq } })

  describe(`${name}: rows of a projection`, () => {
    test('a row is made, moved on, and read back', async () => {
      const rows = await make()
      expect(await rows.save([to('a', 0, 2), to('b', 0, 1)])).toEqual([])
      expect(await rows.save([to('a', 2, 5)])).toEqual([])
      expect(Object.fromEntries(await rows.load(['a', 'b', 'c']))).toEqual({
        a: { id: 'a', seq: 5, hidden: false, row: { total: 5 } },
        b: { id: 'b', seq: 1, hidden: false, row: { total: 1 } },
      })
    })

    test('a writer that loaded an older sequence changes nothing and is told whose row it lost', async () => {
      const rows = await make()
      await rows.save([to('a', 0, 5), to('b', 0, 1)])
      expect((await rows.save([to('a', 3, 6), to('a2', 0, 1), to('b', 1, 2)])).toSorted()).toEqual(['a'])
      expect(await rows.save([to('b', 0, 9)])).toEqual(['b'])
      const now = await rows.load(['a', 'a2', 'b'])
      expect([now.get('a')?.seq, now.get('a2')?.seq, now.get('b')?.seq]).toEqual([5, 1, 2])
    })

    test('a hidden row keeps its sequence', async () => {
      const rows = await make()
      await rows.save([to('a', 0, 1)])
      expect(await rows.save([{ id: 'a', loaded: 1, seq: 2, hidden: true, row: null }])).toEqual([])
      expect((await rows.load(['a'])).get('a')).toEqual({ id: 'a', seq: 2, hidden: true, row: null })
    })
  })
}
