// The checker is not blind: on whole evidence all holds, and each seeded violation is named as the invariant that it breaks.
import { expect, test } from 'vitest'
import { check, report } from './check.ts'
import { commandOf } from './ids.ts'
import { shop, wholeEvidence } from './sample.ts'
import { violated, violations } from './violations.ts'

const brokenIn = (evidence = wholeEvidence()) =>
  check(evidence, [shop])
    .filter(({ holds }) => !holds)
    .map(({ invariant }) => invariant)

test('where nothing is wrong, everything holds', () => {
  expect(brokenIn()).toEqual([])
})

test.each(violations)('$invariant is named when $what', (violation) => {
  expect(brokenIn(violated(wholeEvidence(), violation))).toContain(violation.invariant)
})

test('I8 is named when the till holds more than was paid', () => {
  const evidence = wholeEvidence()
  Object.assign(evidence.services[0]?.collections['till']?.[0] ?? {}, { idr: 3_001 })
  expect(brokenIn(evidence)).toEqual(['I8'])
})

test('every invariant has a violation of its own', () => {
  const seeded = new Set([...violations.map(({ invariant }) => invariant), 'I8'])
  expect(check(wholeEvidence(), [shop]).filter(({ invariant }) => !seeded.has(invariant))).toEqual([])
})

test('what is broken is told with its first counterexample, how many more, and the seed', () => {
  const evidence = wholeEvidence()
  evidence.services[0]?.collections['rows.orders']?.forEach((row) => Object.assign(row, { row: { idr: 0 } }))
  const text = report(check(evidence, [shop]), evidence)
  expect(text).toContain('I4  BROKEN')
  expect(text).toContain('shop.orders o1: the row differs from the fold of its 1 events in idr (0 stored, 1000 by the events)')
  expect(text).toContain('… and 2 more')
  expect(text).toContain('--plan F1 --seed 7')
})

test('a wiped Kafka is not asked for what was sent before, but what it has must still be in line', () => {
  const evidence = wholeEvidence()
  const run = { ...evidence.run, wiped: ['kafka' as const] }
  const later = evidence.kafka.filter(({ headers }) => headers['ce_sequence'] !== '000000000001')
  expect(brokenIn({ ...evidence, run, kafka: later })).toEqual([])
  const torn = evidence.kafka.filter(({ headers }) => headers['ce_sequence'] !== '000000000002')
  expect(brokenIn({ ...evidence, run, kafka: torn })).toEqual(['I1'])
})

test('a 503 in a fault window and its budget is forgiven, one without an answer too', () => {
  const evidence = wholeEvidence()
  const windows = [{ from: 1_000, to: 2_000, what: 'kill' }]
  const late = { at: 10_000, ms: 5, journey: 'j', method: 'GET' as const, path: '/p', outcome: 'answered' as const, status: 503 }
  expect(brokenIn({ ...evidence, run: { ...evidence.run, windows }, requests: [...evidence.requests, late] })).toEqual([])
  const cut = { at: 90_000, ms: 5, journey: 'j', method: 'GET' as const, path: '/p', outcome: 'ambiguous' as const, cause: 'cut' }
  expect(brokenIn({ ...evidence, run: { ...evidence.run, windows }, requests: [...evidence.requests, cut] })).toEqual(['I10'])
})

test("a command's id follows the published rule", () => {
  const made = commandOf({ subject: 's', route: 'microcredit/applications', params: {}, key: 'k' })
  expect(made).toEqual(commandOf({ subject: 's', route: 'microcredit/applications', params: {}, key: 'k' }))
  expect(made.target).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(commandOf({ subject: 's', route: 'r', params: { id: 'a1' }, key: 'k' }).target).toBe('a1')
})
