// The carrier between application and pool: what it sends under which id, and when it stops instead of guessing.
import { Refusal } from '@simpul/kernel'
import type { Commands, Envelope } from '@simpul/platform'
import { expect, it } from 'vitest'
import { applicationId, commands as c, quotaId, rid, told, ways } from './example.ts'
import type { ApplicationEvent } from './events.ts'
import { reserveQuota } from './reserveQuota.ts'

const reserveOrder = told(ways['awaiting-quota']).at(-1) as ApplicationEvent
const confirmOrder = told(ways.approved).at(-1) as ApplicationEvent
const releaseOrder = told([...ways['awaiting-quota'], c.WithdrawApplication]).at(-1) as ApplicationEvent
const envelope = { id: 'e:1', aggregateId: applicationId, correlationId: 'c' } as Envelope
const no = (code: string, status = 409) => new Refusal(code, { status, id: '', en: '' }, {})

/** Carries one event; the n-th command is refused as told. */
async function carry(event: ApplicationEvent, ...answers: (Refusal | null)[]) {
  const sent: string[] = []
  const send = async (
    _aggregate: unknown,
    target: string,
    command: { type: string; code?: string },
    meta: { commandId: string },
  ) => {
    sent.push([target, command.type, command.code, meta.commandId].filter(Boolean).join(' '))
    const answer = answers[sent.length - 1]
    if (answer) throw answer
  }
  const outcome = await reserveQuota
    .handle(event, envelope, { send } as unknown as Commands)
    .catch((error: Refusal) => error.code)
  return { sent, outcome }
}
const reserved = `${quotaId} Reserve reserve:${rid}`

it('held: the approval comes about', async () =>
  expect(await carry(reserveOrder)).toEqual({
    sent: [reserved, `${applicationId} CompleteApproval approve:${rid}`],
    outcome: undefined,
  }))

it('not enough, or no quota at all: the application hears why', async () => {
  const heard = (code: string) => ({
    sent: [reserved, `${applicationId} RecordQuotaRefusal ${code} refuse:${rid}`],
    outcome: undefined,
  })
  expect(await carry(reserveOrder, no('reservation/not-enough'))).toEqual(heard('reservation/not-enough'))
  expect(await carry(reserveOrder, no('platform/not-found', 404))).toEqual(heard('quota/not-open'))
})

it('a withdrawn application does not mind the answer', async () =>
  expect((await carry(reserveOrder, null, no('application/not-waiting-for-quota'))).outcome).toBeUndefined())

it.each(['platform/busy', 'reservation/too-many-open'])('%s is tried again, not taken for an answer', async (code) =>
  expect(await carry(reserveOrder, no(code, 503))).toEqual({ sent: [reserved], outcome: code }),
)

it('a disagreement stops the key', async () => {
  expect(await carry(reserveOrder, no('reservation/alarm-amount'))).toEqual({
    sent: [reserved],
    outcome: 'reservation/alarm-amount',
  })
  expect((await carry(confirmOrder, no('reservation/alarm-unknown'))).outcome).toBe('reservation/alarm-unknown')
  expect((await carry(confirmOrder, no('platform/not-found', 404))).outcome).toBe('platform/not-found')
})

it('a release where no quota was opened has nothing to release', async () =>
  expect((await carry(releaseOrder, no('platform/not-found', 404))).outcome).toBeUndefined())

it('other events send nothing', async () => expect((await carry({ type: 'ChecksPassed' })).sent).toEqual([]))
