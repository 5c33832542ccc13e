// What every ledger of erasures must do: memory and a folder, also opened anew by another process (sealing.test.ts).
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ErasureLedger } from './erasureLedger.ts'

/** `reopen`: the same ledger as another process finds it. */
export function erasureLedgerContract(
  name: string,
  open: () => Promise<{ ledger: ErasureLedger; reopen(): Promise<ErasureLedger> }>,
) {
  describe(`erasure ledger: ${name}`, () => {
    const told = async (ledger: ErasureLedger) => {
      const entries: { person: string; at: string }[] = []
      for await (const entry of ledger.entries()) entries.push(entry)
      return entries.toSorted((a, b) => (a.person < b.person ? -1 : 1))
    }
    const [first, later] = ['2026-05-10T03:00:00.000Z', '2026-06-10T03:00:00.000Z']

    it('tells each erasure once, with its first moment, however often it was recorded', async () => {
      const { ledger, reopen } = await open()
      expect(await told(ledger)).toEqual([])
      await ledger.append('siti', first)
      await ledger.append('budi', later)
      await ledger.append('siti', later)
      const all = [
        { person: 'budi', at: later },
        { person: 'siti', at: first },
      ]
      expect(await told(ledger)).toEqual(all)
      expect(await told(await reopen())).toEqual(all)
    })

    it('takes 30 at once, of one person and of many', async () => {
      const { ledger } = await open()
      const people = Array.from({ length: 10 }, () => randomUUID()).toSorted()
      await Promise.all(Array.from({ length: 3 }, () => people.map((person) => ledger.append(person, first))).flat())
      expect(await told(ledger)).toEqual(people.map((person) => ({ person, at: first })))
    })

    it.each(['../siti', '', 'a/b', 'x'.repeat(65), 'siti.json'])(
      'refuses the id %o, which could leave its place',
      async (person) => {
        const { ledger } = await open()
        await expect(ledger.append(person, first)).rejects.toThrow(/person id/)
        expect(await told(ledger)).toEqual([])
      },
    )
  })
}
