// A message from the step it tells to its end: what is tried again, what is given up, and a worker that dies between sending and recording.
import { randomUUID } from 'node:crypto'
import type { Commands, ServiceContext, StepMeta } from '@simpul/platform'
import { Refusal } from '@simpul/kernel'
import type { Channel, Delivery, Message } from '@simpul/platform/notify'
import { beforeEach, expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import { applicationId, now, siti, told, ways } from '../application/example.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { deliverySteps, WAITS_MS } from './activities.ts'
import { contact, openChannels } from './contact.ts'
import { notification } from './aggregate.ts'
import { ATTEMPTS_MAX, notificationId } from './notification.ts'
import { tellApplicant } from './tellApplicant.ts'
import { toEnvelopes } from '@simpul/platform'

const meta: StepMeta = { commandId: 'x', actor: 'test', correlationId: 'c', causationId: 'c' }
const email = notificationId(applicationId, 3, 'email')
const whatsapp = notificationId(applicationId, 3, 'whatsapp')

let states: Map<string, unknown>
let log: string[]
let sent: Message[]
let answers: Delivery[]
let dieAt: string | null
let address: 'known' | 'unknown' | 'down'
beforeEach(() => {
  states = new Map([
    [applicationId, told(ways.checking).reduce(application.decider.evolve, application.decider.initial) as unknown],
  ])
  log = []
  sent = []
  answers = []
  dieAt = null
  address = 'known'
})

const commandIds = new Set<string>()
const commands = {
  state: async (_: unknown, id: string) => (states.has(id) ? { state: states.get(id), version: 1 } : null),
  async send(aggregate: typeof notification, id: string, command: { type: string }, { commandId }: { commandId: string }) {
    if (command.type === dieAt) {
      dieAt = null
      throw new Error('killed')
    }
    if (commandIds.has(commandId)) return
    const state = (states.get(id) ?? aggregate.decider.initial) as never
    const events = aggregate.decider.decide(state, { ...command, now } as never)
    commandIds.add(commandId)
    log.push(...events.map((event) => `${event.type}${'code' in event ? ` ${event.code}` : ''}`))
    states.set(id, events.reduce(aggregate.decider.evolve, state))
  },
} as unknown as Commands

const channel = (dropsRepeats: boolean): Channel => ({
  dropsRepeats,
  async send(message) {
    sent.push(message)
    return answers.shift() ?? { kind: 'accepted', ref: 'r' }
  },
})
const outside = {
  channels: { email: channel(false), whatsapp: channel(true) },
  people: {
    addressOf: async () => (address === 'known' ? { kind: 'known', to: 'siti@warung.example' } : { kind: address }),
  },
  clock: { now: () => Date.parse(now) },
} as unknown as MicrocreditOutside
const { deliver } = deliverySteps({ commands, outside } as ServiceContext<MicrocreditOutside>)
const later = (ms: number) => new Date(Date.parse(now) + ms).toISOString()

async function choose(...channels: ('email' | 'whatsapp')[]) {
  const chosen = { type: 'ChooseContact', person: siti, channels, language: 'id', by: siti } as const
  await commands.send(contact, siti, chosen, { commandId: randomUUID(), actor: siti })
  log = []
}

async function submitted(times = 1) {
  commandIds.clear()
  const events = told(ways.checking)
  const envelope = toEnvelopes(application.contract, applicationId, 0, events, now, { ...meta, fingerprint: 'f' })[2]
  const event = events[2]
  if (!envelope || !event) throw new Error('the third event is the submission')
  for (let time = 0; time < times; time += 1) await tellApplicant.handle(event, envelope, commands)
}

test('who chose nothing is told nothing', async () => {
  await submitted()
  expect(log).toEqual([])
})

test('each chosen channel gets one message a step, however often the event comes', async () => {
  await choose('email', 'whatsapp')
  await submitted(3)
  expect(log).toEqual(['NotificationWanted', 'NotificationWanted'])
  expect(await deliver(meta, email)).toBeNull()
  expect(await deliver(meta, email)).toBeNull()
  expect(sent).toEqual([
    {
      key: email,
      to: 'siti@warung.example',
      subject: 'Kabar tentang pengajuan KUR Anda',
      text: 'Simpul: Pengajuan Anda sudah diterima penyalur. Data diri dan catatan kredit sedang dicocokkan. (Pengajuan 7b1f9c9e)',
    },
  ])
})

test('the address is in no event', async () => {
  await choose('email')
  await submitted()
  await deliver(meta, email)
  expect(JSON.stringify([...states])).not.toContain('warung.example')
})

test('down is tried again, each time later, and given up after the fifth', async () => {
  await choose('whatsapp')
  await submitted()
  answers = Array.from({ length: 9 }, () => ({ kind: 'down', code: 'webhook/refused' }) as const)
  const waits = []
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) waits.push(await deliver(meta, whatsapp))
  expect(waits).toEqual([...WAITS_MS.map(later), null])
  expect(await deliver(meta, whatsapp)).toBeNull()
  expect([sent.length, log.at(-1)]).toEqual([ATTEMPTS_MAX, 'NotificationGivenUp webhook/refused'])
})

test('partners away counts as an attempt: nothing was sent', async () => {
  await choose('email')
  await submitted()
  address = 'down'
  expect(await deliver(meta, email)).toBe(later(WAITS_MS[0]))
  expect([sent.length, log.at(-1)]).toEqual([0, 'SendingFailed partners'])
})

test.each(['SendingFailed', 'given-up'] as const)(
  'a mail of which nobody knows is not sent again; a webhook message is: %s',
  async (then) => {
    await choose('email', 'whatsapp')
    await submitted()
    answers = [{ kind: 'unknown', code: 'lost' }]
    const id = then === 'given-up' ? email : whatsapp
    expect(await deliver(meta, id)).toBe(then === 'given-up' ? null : later(WAITS_MS[0]))
    expect(log.at(-1)).toBe(then === 'given-up' ? 'NotificationGivenUp lost' : 'SendingFailed lost')
  },
)

test('a blocked address blocks the channel until it is chosen again', async () => {
  await choose('email', 'whatsapp')
  await submitted()
  answers = [{ kind: 'refused', code: 'smtp/550', blocked: true }]
  await deliver(meta, email)
  expect(log.slice(-2)).toEqual(['NotificationGivenUp smtp/550', 'ChannelBlocked smtp/550'])
  expect(openChannels(states.get(siti) as never)).toEqual(['whatsapp'])
  await choose('email')
  expect(openChannels(states.get(siti) as never)).toEqual(['email'])
})

test('whoever has no address there is not tried again', async () => {
  await choose('email')
  await submitted()
  address = 'unknown'
  expect(await deliver(meta, email)).toBeNull()
  expect(log.slice(-2)).toEqual(['NotificationGivenUp no-address', 'ChannelBlocked no-address'])
})

test('killed between sending and recording: a mail is not sent twice, and the log says that nobody knows', async () => {
  await choose('email')
  await submitted()
  dieAt = 'RecordSent'
  await expect(deliver(meta, email)).rejects.toThrow('killed')
  expect(await deliver(meta, email)).toBeNull()
  expect([sent.length, log.at(-1)]).toEqual([1, 'NotificationGivenUp unsettled'])
})

test('killed between sending and recording: a webhook message is sent again under its key', async () => {
  await choose('whatsapp')
  await submitted()
  dieAt = 'RecordSent'
  await expect(deliver(meta, whatsapp)).rejects.toThrow('killed')
  expect(await deliver(meta, whatsapp)).toBeNull()
  expect([sent.map(({ key }) => key), log.at(-1)]).toEqual([[whatsapp, whatsapp], 'NotificationSent'])
})

test('killed before anything was recorded: nothing was sent', async () => {
  await choose('email')
  await submitted()
  dieAt = 'BeginSending'
  await expect(deliver(meta, email)).rejects.toThrow('killed')
  expect(sent).toEqual([])
  expect(await deliver(meta, email)).toBeNull()
  expect(sent.length).toBe(1)
})

test('of two runs of one attempt one sends', async () => {
  await choose('email')
  await submitted()
  const runs = await Promise.allSettled([deliver(meta, email), deliver(meta, email)])
  expect([sent.length, runs.map(({ status }) => status).toSorted()]).toEqual([1, ['fulfilled', 'rejected']])
})

test('good news that comes late corrects what was given up', () => {
  const { decide, evolve, initial } = notification.decider
  const wanted = { applicationId, sequence: 3, step: 's', person: siti, channel: 'email', language: 'id', text: 't' } as const
  const events = [
    { type: 'NotificationWanted', ...wanted },
    { type: 'SendingBegun', attempt: 1 },
    { type: 'NotificationGivenUp', attempt: 1, code: 'unsettled' },
  ] as const
  const state = events.reduce(evolve, initial)
  expect(decide(state, { type: 'RecordSent', attempt: 1, ref: 'r', now })).toEqual([
    { type: 'NotificationSent', attempt: 1, ref: 'r' },
  ])
  expect(decide(state, { type: 'RecordFailure', attempt: 1, code: 'x', final: true, now })).toEqual([])
  expect(() => decide(state, { type: 'BeginSending', attempt: 2, now })).toThrow(Refusal)
})
