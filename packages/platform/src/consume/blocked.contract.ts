// What every BlockedKeys must do. Run on memory (blocked.test.ts) and on MongoDB (mongo/mongoBlockedKeys.int.test.ts).
import { expect, test } from 'vitest'
import type { BlockedKeys } from './blocked.ts'

export function blockedKeysContract(name: string, make: () => Promise<BlockedKeys>) {
  const first = { group: 'g', key: 'a', sequence: 3, cause: 'first', at: 1 }

  test(`${name}: a blocked key keeps its first cause until it is unblocked`, async () => {
    const blocked = await make()
    await blocked.block(first)
    await blocked.block({ ...first, cause: 'second', at: 9 })
    expect(await blocked.among('g', ['a', 'b'])).toEqual(new Set(['a']))
    expect(await blocked.among('other', ['a'])).toEqual(new Set())
    expect(await blocked.list('g', 10)).toEqual([first])
    await blocked.unblock('g', 'a')
    expect(await blocked.list('g', 10)).toEqual([])
  })

  test(`${name}: all but some of a group are unblocked; other groups are left`, async () => {
    const blocked = await make()
    for (const key of ['a', 'b', 'c']) await blocked.block({ ...first, key })
    await blocked.block({ ...first, group: 'h', key: 'd' })
    await blocked.unblockOthers('g', new Set(['b']))
    expect((await blocked.all(10)).map(({ key }) => key).toSorted()).toEqual(['b', 'd'])
    await blocked.unblockOthers('g', new Set())
    expect((await blocked.all(10)).map(({ key }) => key)).toEqual(['d'])
  })

  test(`${name}: all groups are listed and counted; a group that is no more is cleared`, async () => {
    const blocked = await make()
    const rows = [first, { ...first, group: 'h', at: 2 }, { ...first, key: 'b', at: 3 }]
    for (const row of rows) await blocked.block(row)
    expect(await blocked.all(10)).toEqual(rows)
    expect(await blocked.all(2)).toEqual(rows.slice(0, 2))
    expect(await blocked.counts()).toEqual(new Map([['g', 2], ['h', 1]])) // prettier-ignore
    await blocked.clear('g')
    expect(await blocked.counts()).toEqual(new Map([['h', 1]]))
  })
}
