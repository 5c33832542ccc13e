// Publishing an edition: four eyes, one digest, days that only go forward; and which book a day of akad gets.
import { sentence, type Instant } from '@simpul/kernel'
import { behaviour, scenario } from '@simpul/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entries } from '../refusals.ts'
import { digestOf } from './digest.ts'
import { EDITIONS, FIRST_EDITION, kurBooks, kurRules } from '../rules/kurRules.ts'
import type { RuleBook } from '../rules/ruleBook.ts'
import { bookFor, dataHere, editionsLacking } from './bookInForce.ts'
import { decide, rulebookDecider } from './decide.ts'
import { evolve, initial, releaseInForce, RELEASES_MAX, releasesOf, type Rulebook, type RulebookEvent } from './rulebook.ts'

const now: Instant = '2027-01-20T03:00:00.000Z'
const digest = 'a'.repeat(64)
const other = 'b'.repeat(64)
const signed = { edition: '2027-01-18', digest, effectiveFrom: '2027-02-01', reference: 'Permenko 3/2027 Pasal 24' } as const
const propose = { type: 'ProposeRelease', ...signed, by: 'p-operator', dataDigest: digest, now } as const
const approve = { type: 'ApproveRelease', n: 1, digest, by: 'p-jurist', dataDigest: digest, now } as const
const withdraw = { type: 'WithdrawRelease', n: 1, reasonCode: 'salah-ketik', by: 'p-operator', now } as const
const proposed = { type: 'ReleaseProposed', n: 1, ...signed, by: 'p-operator', at: now } as const
const approved = { type: 'ReleaseApproved', n: 1, ...signed, by: 'p-jurist', at: now } as const
const withdrawn = {
  type: 'ReleaseWithdrawn',
  n: 1,
  edition: signed.edition,
  reasonCode: 'salah-ketik',
  by: 'p-operator',
  at: now,
} as const
const next = { ...signed, edition: '2027-03-01', effectiveFrom: '2027-03-10' } as const

behaviour('rulebook', rulebookDecider, [
  scenario('an edition is proposed with the digest of its data').when(propose).then(proposed),
  scenario('what was withdrawn can be proposed again, under a new number')
    .given(proposed, withdrawn)
    .when(propose)
    .then({ ...proposed, n: 2 }),
  scenario('an edition is proposed once at a time')
    .given(proposed)
    .when(propose)
    .refused('rulebook/proposal-open', { n: 1, edition: '2027-01-18' }),
  scenario('another one may wait beside it')
    .given(proposed)
    .when({ ...propose, ...next })
    .then({ ...proposed, ...next, n: 2 }),
  scenario('of two that wait, the older one cannot follow the newer one')
    .given(proposed, { ...proposed, ...next, n: 2 }, { ...approved, ...next, n: 2 })
    .when(approve)
    .refused('rulebook/edition-not-newer', { edition: '2027-01-18', latest: '2027-03-01' }),
  scenario('nor the newer one hold from a day before the older one')
    .given(proposed, { ...proposed, ...next, n: 2, effectiveFrom: '2027-01-25' }, approved)
    .when({ ...approve, n: 2 })
    .refused('rulebook/day-taken', { effectiveFrom: '2027-01-25', taken: '2027-02-01' }),
  scenario('a program without the data cannot propose it')
    .when({ ...propose, dataDigest: null })
    .refused('rulebook/edition-unknown', { edition: '2027-01-18' }),
  scenario('nor one whose data are others')
    .when({ ...propose, dataDigest: other })
    .refused('rulebook/data-differs', { edition: '2027-01-18', dataDigest: other }),
  scenario('the edition that came with the program is not published again')
    .when({ ...propose, edition: FIRST_EDITION })
    .refused('rulebook/edition-not-newer', { edition: FIRST_EDITION, latest: FIRST_EDITION }),
  scenario('an edition comes after the last one that was published')
    .given(proposed, approved)
    .when(propose)
    .refused('rulebook/edition-not-newer', { edition: '2027-01-18', latest: '2027-01-18' }),
  scenario('not for yesterday')
    .when({ ...propose, effectiveFrom: '2027-01-19' })
    .refused('rulebook/day-passed', { effectiveFrom: '2027-01-19', today: '2027-01-20' }),
  scenario('nor for today: verdicts were given today')
    .when({ ...propose, effectiveFrom: '2027-01-20' })
    .refused('rulebook/day-passed'),
  scenario('from tomorrow')
    .when({ ...propose, effectiveFrom: '2027-01-21' })
    .then({ ...proposed, effectiveFrom: '2027-01-21' }),
  scenario('it is tomorrow in Indonesia before it is in Greenwich')
    .when({ ...propose, effectiveFrom: '2027-01-21', now: '2027-01-20T17:00:00.000Z' })
    .refused('rulebook/day-passed', { effectiveFrom: '2027-01-21', today: '2027-01-21' }),
  scenario('not for a day that has its edition')
    .given(proposed, approved)
    .when({ ...propose, ...next, effectiveFrom: '2027-02-01' })
    .refused('rulebook/day-taken', { effectiveFrom: '2027-02-01', taken: '2027-02-01' }),
  scenario('for the day after it')
    .given(proposed, approved)
    .when({ ...propose, ...next, effectiveFrom: '2027-02-02' })
    .then({ ...proposed, ...next, n: 2, effectiveFrom: '2027-02-02' }),
  scenario('another person approves it').given(proposed).when(approve).then(approved),
  scenario('whoever proposed it does not')
    .given(proposed)
    .when({ ...approve, by: 'p-operator' })
    .refused('rulebook/four-eyes'),
  scenario('of two who approve at once the second is told that it is done')
    .given(proposed, approved)
    .when({ ...approve, by: 'p-second-jurist' })
    .refused('rulebook/not-proposed', { n: 1, standing: 'published' }),
  scenario('what was withdrawn meanwhile is not approved')
    .given(proposed, withdrawn)
    .when(approve)
    .refused('rulebook/not-proposed', { n: 1, standing: 'withdrawn' }),
  scenario('nothing is approved that nobody proposed').when(approve).refused('rulebook/unknown-release', { n: 1 }),
  scenario('the approver signs what was proposed')
    .given(proposed)
    .when({ ...approve, digest: other, dataDigest: other })
    .refused('rulebook/other-data', { edition: '2027-01-18' }),
  scenario('a program with other data takes no signature')
    .given(proposed)
    .when({ ...approve, dataDigest: other })
    .refused('rulebook/data-differs'),
  scenario('an older program beside it neither')
    .given(proposed)
    .when({ ...approve, dataDigest: null })
    .refused('rulebook/edition-unknown'),
  scenario('a proposal whose day has come is too late to approve')
    .given(proposed)
    .when({ ...approve, now: '2027-01-31T17:00:00.000Z' })
    .refused('rulebook/day-passed', { effectiveFrom: '2027-02-01', today: '2027-02-01' }),
  scenario('a proposal is withdrawn').given(proposed).when(withdraw).then(withdrawn),
  scenario('a proposal is withdrawn also when its day has passed')
    .given(proposed)
    .when({ ...withdraw, now: '2027-03-01T03:00:00.000Z' })
    .then({ ...withdrawn, at: '2027-03-01T03:00:00.000Z' }),
  scenario('what is published is withdrawn until the evening before it holds')
    .given(proposed, approved)
    .when({ ...withdraw, now: '2027-01-31T16:59:59.999Z' })
    .then({ ...withdrawn, at: '2027-01-31T16:59:59.999Z' }),
  scenario('and not from that day on')
    .given(proposed, approved)
    .when({ ...withdraw, now: '2027-01-31T17:00:00.000Z' })
    .refused('rulebook/in-force', { edition: '2027-01-18', effectiveFrom: '2027-02-01' }),
  scenario('it is withdrawn once').given(proposed, withdrawn).when(withdraw).refused('rulebook/not-proposed'),
  scenario('nothing is withdrawn that nobody proposed').when(withdraw).refused('rulebook/unknown-release', { n: 1 }),
])

test('the register is bounded', () => {
  const events = Array.from({ length: RELEASES_MAX }, (_, index) => [
    { ...proposed, n: index + 1 },
    { ...withdrawn, n: index + 1 },
  ]).flat()
  const full = events.reduce<Rulebook>(evolve, initial)
  expect(() => decide(full, propose)).toThrow(expect.objectContaining({ code: 'rulebook/full', facts: { max: RELEASES_MAX } }))
  const almost = events.slice(0, -2).reduce<Rulebook>(evolve, initial)
  expect(decide(almost, propose)).toMatchObject([{ n: RELEASES_MAX }])
  expect(Buffer.byteLength(JSON.stringify(full))).toBeLessThan(200_000)
})

test('whatever people do, no day of akad has two books, nobody signs twice, and a book of the past stays', () => {
  const days = ['2027-01-18', '2027-01-20', '2027-01-22', '2027-01-25', '2027-02-01']
  const command = fc.record({
    type: fc.constantFrom(
      'ProposeRelease' as const,
      'ApproveRelease' as const,
      'ApproveRelease' as const,
      'WithdrawRelease' as const,
    ),
    edition: fc.constantFrom(...days),
    effectiveFrom: fc.constantFrom(...days, '2027-02-10', '2027-02-20', '2027-03-01'),
    by: fc.constantFrom('p-a', 'p-b'),
    n: fc.integer({ min: 1, max: 4 }),
    wait: fc.constantFrom(0, 0, 0, 1),
  })
  let published = 0
  fc.assert(
    fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
      let state: Rulebook = initial
      let today = 16
      for (const { wait, ...given } of commands) {
        today = Math.min(today + wait, 31)
        const at = `2027-01-${today}T03:00:00.000Z`
        const before = days.map((day) => releaseInForce(state, day)?.n)
        let events: readonly RulebookEvent[] = []
        try {
          events = decide(state, {
            ...given,
            digest,
            dataDigest: digest,
            reference: 'a decree',
            reasonCode: 'x',
            now: at,
          })
        } catch {
          continue
        }
        state = events.reduce(evolve, state)
        for (const event of events)
          if (event.type === 'ReleaseApproved') {
            published += 1
            expect(event.by).not.toBe(releasesOf(state).find(({ n }) => n === event.n)?.proposedBy)
          }
        for (const [index, day] of days.entries())
          if (day <= at.slice(0, 10)) expect(releaseInForce(state, day)?.n).toBe(before[index])
        const live = releasesOf(state)
          .filter(({ standing }) => standing === 'published')
          .toSorted((a, b) => (a.edition < b.edition ? -1 : 1))
        for (const [index, each] of live.entries()) {
          const later = live[index + 1]
          if (later) expect([later.edition > each.edition, later.effectiveFrom > each.effectiveFrom]).toEqual([true, true])
        }
      }
    }),
    { numRuns: 300 },
  )
  expect(published).toBeGreaterThan(100)
})

describe('the book of a day', () => {
  const book: RuleBook = { ...kurRules, edition: '2027-01-18' }
  const signedHere = { ...signed, digest: digestOf(book) }
  const published = [
    { ...proposed, ...signedHere },
    { ...approved, ...signedHere },
  ].reduce<Rulebook>(evolve, initial)
  const books = new Map([...kurBooks, [book.edition, book]])
  const shipped = kurBooks.get(FIRST_EDITION)
  test('the one that came with the program, until the day before another one holds', () => {
    expect(bookFor(initial, '2099-01-01', kurBooks)).toBe(shipped)
    expect(bookFor(published, '2027-01-31', books)).toBe(shipped)
    expect(bookFor(published, '2027-02-01', books)).toBe(book)
    expect(releaseInForce([proposed].reduce<Rulebook>(evolve, initial), '2027-03-01')).toBeNull()
  })
  test('a program without those data, or with others under that name, gives none and says which', () => {
    const missing = expect.objectContaining({ code: 'rulebook/data-missing', facts: { edition: '2027-01-18' } })
    expect(() => bookFor(published, '2027-02-01', kurBooks)).toThrow(missing)
    const others = new Map([[book.edition, { ...book, reliefs: [] }]])
    expect(() => bookFor(published, '2027-02-01', others)).toThrow(missing)
    expect(bookFor(published, '2027-01-31', kurBooks)).toBe(shipped)
    expect(entries['rulebook/data-missing'].status).toBe(503)
    expect(sentence(entries['rulebook/data-missing'].id, { edition: '2027-01-18' })).toContain('belum ada putusan')
  })
  test('what a program lacks is known as soon as it is published, before its first day', async () => {
    const lacking = (state: Rulebook, here: typeof books) =>
      editionsLacking({ commands: { state: async () => ({ state, version: 2 }) }, outside: { books: here } } as never)
    expect(await lacking(published, books)).toEqual([])
    expect(await lacking(published, new Map(kurBooks))).toEqual(['2027-01-18'])
    expect(await lacking(published, new Map([[book.edition, { ...book, reliefs: [] }]]))).toEqual(['2027-01-18'])
    expect(await lacking([proposed].reduce<Rulebook>(evolve, initial), new Map(kurBooks))).toEqual([])
  })
  test('nobody signed the one that was shipped', () => {
    expect([dataHere(null, kurRules), dataHere({ digest: other }, kurRules), dataHere({ digest }, undefined)]).toEqual([
      'same',
      'different',
      'missing',
    ])
  })
  // Once an installation has given a verdict by it, what an edition says is history: mend it by an entry of a newer one.
  test('the edition that came with the program says what it said', () =>
    expect(shipped && digestOf(shipped)).toBe('80149efae4286a6913872cbf639fe4f40c0708faaeb30f4081fe4682782662d3'))
  test('a change of one bound is another digest, the order of keys is not', () => {
    const backwards = Object.fromEntries(Object.entries(kurRules).toReversed()) as unknown as RuleBook
    expect(digestOf(backwards)).toBe(digestOf(kurRules))
    const [first, ...rest] = kurRules.rules
    const changed = { ...kurRules, rules: [{ ...first, ifUnknown: 'noted' }, ...rest] } as RuleBook
    expect(digestOf(changed)).not.toBe(digestOf(kurRules))
    expect(EDITIONS).toEqual(EDITIONS.toSorted())
  })
})
