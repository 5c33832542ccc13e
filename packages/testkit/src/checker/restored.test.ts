// The checker forgives a restore what it may lose, and names what it may not.
import { expect, test } from 'vitest'
import { check } from './check.ts'
import type { Evidence } from './evidence.ts'
import { shop, wholeEvidence } from './sample.ts'

const broken = (evidence: Evidence) =>
  check(evidence, [shop]).flatMap(({ invariant, counterexample }) => (counterexample ? [`${invariant}: ${counterexample}`] : []))

const answeredAt = (evidence: Evidence, id: string) =>
  Math.max(...evidence.requests.filter((each) => each.id === id).map(({ at, ms }) => at + ms))

/** The backup was taken just before order o3 was answered. */
function restored(evidence = wholeEvidence()): Evidence {
  const backupBegan = answeredAt(evidence, 'o3')
  const restores = [{ backupBegan, backupEnded: backupBegan, restoredAt: backupBegan + 10 }]
  return { ...evidence, run: { ...evidence.run, restores } }
}

/** As if it had never been. */
function without(evidence: Evidence, id: string): Evidence {
  const isOf = (value: unknown) => JSON.stringify(value).includes(`"${id}"`) || JSON.stringify(value).includes(`|${id}"`)
  return {
    ...evidence,
    services: evidence.services.map(({ name, collections }) => ({
      name,
      collections: Object.fromEntries(
        Object.entries(collections).map(([of, rows]) => [
          of,
          of === 'till' ? [{ _id: 'till', idr: id === 'o3' ? 0 : 3_000 }] : rows.filter((row) => !isOf(row)),
        ]),
      ),
    })),
    kafka: evidence.kafka.filter(({ key }) => key !== id),
    workflows: evidence.workflows.filter(({ workflowId }) => !workflowId.includes(`/${id}/`)),
  }
}

test('what was answered after the backup may be gone, or still be there', () => {
  expect(broken(without(restored(), 'o3'))).toEqual([])
  expect(broken(restored())).toEqual([])
})

test('what was answered before the backup must still be there', () => {
  expect(broken(without(restored(), 'o2')).join()).toContain('I1: POST /shop/orders/o2/OrderPlaced')
})

test('of what was answered after the backup no half may be there', () => {
  const evidence = restored()
  const requests = evidence.requests.map((each) =>
    each.id === 'o3' ? { ...each, expects: [...(each.expects ?? []), 'TheOtherHalf'] } : each,
  )
  expect(broken({ ...evidence, requests }).join()).toContain('I2: POST /shop/orders/o3/OrderPlaced')
})

test('what was asked again and answered after the restore must be there', () => {
  const evidence = restored()
  const again = evidence.requests.filter(({ id }) => id === 'o3').map((each) => ({ ...each, at: each.at + 1_000 }))
  expect(broken(without({ ...evidence, requests: [...evidence.requests, ...again] }, 'o3')).join()).toContain(
    'I1: POST /shop/orders/o3/OrderPlaced',
  )
})

test('an event of the lost minutes in the log is named', () => {
  const evidence = restored()
  const time = Date.parse('2026-01-01T00:00:00.000Z')
  const restores = [{ backupBegan: time - 2, backupEnded: time - 1, restoredAt: time + 1 }]
  expect(broken({ ...evidence, run: { ...evidence.run, restores } }).join()).toContain('although the restore took that time back')
})

test('a journey that was told nothing in the lost minutes must come to its end', () => {
  const evidence = restored()
  const unfinished = (journey: string) => ({ ...evidence, run: { ...evidence.run, unfinished: [`${journey}: waited in vain`] } })
  expect(broken(unfinished('another')).join()).toContain('I6: another: waited in vain')
  expect(broken(unfinished('order'))).toEqual([])
})
