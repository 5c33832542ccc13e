// What claims must do on every store.
import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyFile } from '../sealing/keyFile.ts'
import type { ClaimStore } from './claimStore.ts'
import { claimsOf, type ClaimKind } from './claims.ts'

const nik: ClaimKind = { name: 'nik', personal: true }
const nib: ClaimKind = { name: 'nib', personal: false }

const key = (id: string) => ({ id, key: randomBytes(32) })
const older = key('k1')
const newer = key('k2')
const onlyOld: KeyFile = { current: older, all: [older] }
const both: KeyFile = { current: newer, all: [older, newer] }
const onlyNew: KeyFile = { current: newer, all: [newer] }

export function claimsContract(name: string, open: () => Promise<ClaimStore>): void {
  describe(`claims on ${name}`, () => {
    let store: ClaimStore
    beforeAll(async () => void (store = await open()))
    const value = () => randomUUID()

    for (const kind of [nik, nib]) {
      it(`50 at once claim one ${kind.name}: one has it, 49 are told who`, async () => {
        const claims = claimsOf(store, both)
        const contested = value()
        const owners = Array.from({ length: 50 }, () => randomUUID())
        const outcomes = await Promise.all(owners.map((owner) => claims.claim(kind, contested, owner)))
        const winner = owners[outcomes.indexOf('claimed')]
        expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1)
        expect(outcomes.filter((outcome) => typeof outcome === 'object' && outcome.takenBy === winner)).toHaveLength(49)
        expect(await claims.ownerOf(kind, contested)).toBe(winner)
      })
    }

    it('claiming again is a success that says so', async () => {
      const claims = claimsOf(store, both)
      const mine = value()
      expect(await claims.claim(nik, mine, 'siti')).toBe('claimed')
      expect(await claims.claim(nik, mine, 'siti')).toBe('already-mine')
    })

    it('the same number of another kind is another value', async () => {
      const claims = claimsOf(store, both)
      const number = value()
      expect(await claims.claim(nik, number, 'siti')).toBe('claimed')
      expect(await claims.claim(nib, number, 'budi')).toBe('claimed')
    })

    it('only the owner releases', async () => {
      const claims = claimsOf(store, both)
      const mine = value()
      await claims.claim(nik, mine, 'siti')
      expect(await claims.release(nik, mine, 'budi')).toBe(false)
      expect(await claims.claim(nik, mine, 'budi')).toEqual({ takenBy: 'siti' })
      expect(await claims.release(nik, mine, 'siti')).toBe(true)
      expect(await claims.claim(nik, mine, 'budi')).toBe('claimed')
    })

    it('a change keeps the new value, frees the old one, and leaves other kinds and owners', async () => {
      const claims = claimsOf(store, both)
      const [owner, wrong, right, business] = [value(), value(), value(), value()]
      await claims.claim(nik, wrong, owner)
      await claims.claim(nib, business, owner)
      await claims.claim(nik, right, owner)
      await claims.keepOnly(nik, right, owner)
      expect(await claims.keepOnly(nik, right, owner)).toBe(0)
      expect(await claims.ownerOf(nik, wrong)).toBeNull()
      expect(await claims.ownerOf(nik, right)).toBe(owner)
      expect(await claims.ownerOf(nib, business)).toBe(owner)
    })

    it('a change that is held up past the next one leaves what that claimed, also when it is what it had before', async () => {
      const claims = claimsOf(store, both)
      const [owner, first, second] = [value(), value(), value()]
      await claims.claim(nik, first, owner, 1)
      await claims.claim(nik, second, owner, 2)
      await claims.keepOnly(nik, first, owner, 1)
      expect(await claims.ownerOf(nik, second)).toBe(owner)
      expect(await claims.claim(nik, first, owner, 3)).toBe('already-mine')
      await claims.keepOnly(nik, second, owner, 2)
      expect(await claims.ownerOf(nik, first)).toBe(owner)
      await claims.keepOnly(nik, first, owner, 3)
      expect(await claims.ownerOf(nik, second)).toBeNull()
    })

    it('erasure frees everything of one owner', async () => {
      const claims = claimsOf(store, both)
      const [owner, number, business] = [value(), value(), value()]
      await claims.claim(nik, number, owner)
      await claims.claim(nib, business, owner)
      expect(await claims.releaseAll(owner)).toBe(3)
      expect(await claims.ownerOf(nik, number)).toBeNull()
    })

    it('key rotation: who knows the new key and who does not yet agree on one owner', async () => {
      const number = value()
      expect(await claimsOf(store, onlyOld).claim(nik, number, 'siti')).toBe('claimed')
      expect(await claimsOf(store, both).claim(nik, number, 'budi')).toEqual({ takenBy: 'siti' })
      expect(await claimsOf(store, both).claim(nik, number, 'siti')).toBe('already-mine') // the backfill
      expect(await claimsOf(store, onlyNew).claim(nik, number, 'budi')).toEqual({ takenBy: 'siti' })
    })

    it('key rotation: who loses on the newer key holds nothing on the older', async () => {
      const number = value()
      await claimsOf(store, onlyNew).claim(nik, number, 'siti')
      expect(await claimsOf(store, both).claim(nik, number, 'budi')).toEqual({ takenBy: 'siti' })
      expect(await claimsOf(store, onlyOld).ownerOf(nik, number)).toBeNull()
    })

    it('a personal value cannot be read from the store', async () => {
      const seen: string[] = []
      const spied: ClaimStore = { ...store, insert: (claim) => (seen.push(JSON.stringify(claim)), store.insert(claim)) }
      const number = value()
      await claimsOf(spied, both).claim(nik, number, 'siti')
      expect(seen).toHaveLength(2)
      expect(seen.join()).not.toContain(number)
    })

    it('a lost answer is claimed again: it is mine', async () => {
      const number = value()
      const losing: ClaimStore = {
        ...store,
        async insert(claim) {
          await store.insert(claim)
          throw new Error('connection lost after the write')
        },
      }
      await expect(claimsOf(losing, onlyOld).claim(nik, number, 'siti')).rejects.toThrow(/connection lost/)
      expect(await claimsOf(store, onlyOld).claim(nik, number, 'siti')).toBe('already-mine')
    })

    it('a value that is released between insert and look is tried again, within a bound', async () => {
      const fleeting: ClaimStore = { ...store, insert: async () => false, ownerOf: async () => null }
      await expect(claimsOf(fleeting, onlyOld).claim(nik, value(), 'siti')).rejects.toThrow(/released 5 times/)
    })
  })
}
