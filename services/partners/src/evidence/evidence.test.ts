// A file of evidence from its quarantine to its removal: what the decider says, what the steps do, where a photograph may be from.
import { evidenceContract } from '@simpul/contracts'
import type { Sealed } from '@simpul/kernel'
import { executor, systemClock, type Commands, type StepMeta } from '@simpul/platform'
import { memoryBlobs } from '@simpul/platform/blob'
import { MemoryLog, MemoryStore } from '@simpul/platform/memory'
import { EICAR, standInScanner, type Scanner } from '@simpul/platform/scan'
import { behaviour, scenario } from '@simpul/testkit'
import { Readable } from 'node:stream'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { keepingSteps } from './activities.ts'
import { evidence } from './aggregate.ts'
import { evidenceDecider, type EvidenceCommand, type EvidenceEvent } from './evidence.ts'
import { checkPlace } from './place.ts'
import { answerOf } from './routes.ts'

const at = '2026-03-10T03:00:00.000Z'
const photo = {
  about: 'p-siti',
  by: 'officer',
  lender: 'org-bank-desa',
  branch: null,
  ref: '22222222-2222-4222-8222-222222222222',
  sha256: 'a'.repeat(64),
  bytes: 7,
  contentType: 'image/jpeg',
} as const
const stored = { type: 'EvidenceStored', at, ...photo } as const
const screened = { type: 'EvidenceScreened', signature: null, keepUntil: '2031-03-10T03:00:00.000Z', at } as const
const infected = { type: 'EvidenceScreened', signature: 'Eicar-Test-Signature', keepUntil: null, at } as const
const sealed: Sealed = { v: 1, person: 'p-siti', fields: ['latitude', 'longitude'], iv: 'i', ct: 'c', tag: 't' }
const place = { type: 'PlaceEvidence', by: 'officer', takenAt: at, accuracyM: 12, sealed, now: at } as const
const placed = { type: 'EvidencePlaced', takenAt: at, accuracyM: 12, sealed, by: 'officer', at } as const
const screen = { type: 'RecordScreening', signature: null, now: at } as const

behaviour('evidence', evidenceDecider, [
  scenario('a survey’s is kept five years from the day it was stored').given(stored).when(screen).then(screened),
  scenario('that of a check by partners two')
    .given({ ...stored, lender: null })
    .when(screen)
    .then({ ...screened, keepUntil: '2028-03-10T03:00:00.000Z' }),
  scenario('in which something was found is kept for nothing')
    .given(stored)
    .when({ ...screen, signature: 'Eicar-Test-Signature' })
    .then(infected),
  scenario('is screened once, whatever a second answer says').given(stored, infected).when(screen).then(),
  scenario('is removed when something was found')
    .given(stored, infected)
    .when({ type: 'RecordRemoval', why: 'infected', now: at })
    .then({ type: 'EvidenceRemoved', why: 'infected', at }),
  scenario('not as infected when nothing was')
    .given(stored, screened)
    .when({ type: 'RecordRemoval', why: 'infected', now: at })
    .refused('evidence/still-kept'),
  scenario('not before its time is over')
    .given(stored, screened)
    .when({ type: 'RecordRemoval', why: 'expired', now: '2031-03-10T02:59:59.999Z' })
    .refused('evidence/still-kept'),
  scenario('but then')
    .given(stored, screened)
    .when({ type: 'RecordRemoval', why: 'expired', now: screened.keepUntil })
    .then({ type: 'EvidenceRemoved', why: 'expired', at: screened.keepUntil }),
  scenario('has its place said once').given(stored, placed).when(place).refused('evidence/already-placed'),
  scenario('has none when it is a paper')
    .given({ ...stored, contentType: 'application/pdf' })
    .when(place)
    .refused('evidence/not-a-photograph'),
])

test('another service is told whether it may rely on a file', () => {
  const after = (...events: EvidenceEvent[]) => answerOf(events.reduce(evidenceDecider.evolve, evidenceDecider.initial))
  const told = { about: 'p-siti', lender: 'org-bank-desa', isPhoto: true, isPlaced: false }
  expect([after(), after(stored)?.standing, after(stored, infected)?.standing]).toEqual([null, 'waiting', 'waiting'])
  expect(after(stored, screened, placed)).toEqual({ ...told, standing: 'clean', isPlaced: true })
  expect(after(stored, infected, { type: 'EvidenceRemoved', why: 'infected', at })).toEqual({ ...told, standing: 'removed' })
})

test('each event fits its contract without what is sealed; one with a field too many does not', () => {
  const types: Readonly<Record<string, TSchema>> = evidenceContract.types
  for (const event of [stored, screened, infected, placed, { type: 'EvidenceRemoved', why: 'expired', at } as const]) {
    const { type, sealed: _, ...data } = { sealed, ...event }
    const schema = Compile(types[type] as TSchema)
    expect([type, schema.Check(data), schema.Check({ ...data, latitude: 1 })]).toEqual([type, true, false])
  }
})

test.each([
  [-6.2, 106.8, null],
  [5.9, 95.3, null], // Weh
  [-11, 122.9, null], // Rote
  [-8.5, 140.5, null], // Merauke
  [1.35, 141.04, 'evidence/outside-indonesia'],
  [6.1, 100, 'evidence/outside-indonesia'],
  [-11.03, 120, 'evidence/outside-indonesia'],
  [0, 94.9, 'evidence/outside-indonesia'],
  [106.8, -6.2, 'evidence/outside-indonesia'], // the two mixed up
])('a point at %f, %f: %s', (latitude, longitude, code) => {
  expect(checkPlace({ latitude, longitude, accuracyM: 5, takenAt: at }, at)?.code ?? null).toBe(code)
})

test('a photograph of tomorrow was not taken', () => {
  const tomorrow = { latitude: -6.2, longitude: 106.8, accuracyM: 5, takenAt: '2026-03-11T03:00:00.000Z' }
  expect(checkPlace(tomorrow, at)?.code).toBe('evidence/taken-in-future')
})

test('a photograph of long ago says nothing of today: ninety days, and not one more', () => {
  const takenOn = (takenAt: string) =>
    checkPlace({ latitude: -6.2, longitude: 106.8, accuracyM: 5, takenAt }, '2026-06-08T03:00:00.000Z')
  expect(takenOn('2026-03-10T03:00:00.000Z')).toBeNull()
  expect(takenOn('2026-03-10T02:59:59.999Z')).toMatchObject({
    code: 'evidence/taken-long-ago',
    facts: { takenAt: '2026-03-10T02:59:59.999Z', days: 90 },
  })
  expect(takenOn('0001-01-01T00:00:00.000Z')?.code).toBe('evidence/taken-long-ago')
})

const meta = (commandId: string): StepMeta => ({ commandId, actor: 'process:keeping', correlationId: 'c', causationId: 'c' })

async function inMemory(content: string, scanner: Scanner = standInScanner()) {
  const store = new MemoryStore()
  let nowMs = Date.parse(at)
  const clock = { ...systemClock, now: () => nowMs }
  const execute = executor(evidence, { store, log: new MemoryLog(), clock, wake: () => undefined, random: Math.random })
  const commands = {
    send: (_: unknown, target: string, command: EvidenceCommand, by: StepMeta & { creates?: boolean }) =>
      execute({ ...by, target, command, fingerprint: by.commandId, deadline: nowMs + 10_000, caller: 'process' }),
    state: async (_: unknown, id: string) => store.load(id),
  } as unknown as Commands
  const blobs = memoryBlobs({} as PartnersOutside['sealer'], new Map())
  const { ref } = await blobs.put(Readable.from([Buffer.from(content)]), {
    namedBy: { source: 'partners.evidence', id: 'e' },
    maxBytes: 1_000,
  })
  const outside = { evidence: blobs, scanner, clock } as unknown as PartnersOutside
  const { type: _, ...described } = { ...stored, ref }
  await commands.send(evidence, 'e', { ...described, type: 'StoreEvidence' }, { ...meta('store'), creates: true })
  return {
    step: keepingSteps({ commands, outside }),
    status: async () => (await commands.state(evidence, 'e'))?.state,
    isThere: () =>
      blobs.get(ref).then(
        () => true,
        () => false,
      ),
    passTo: (instant: string) => void (nowMs = Date.parse(instant)),
  }
}

test('a scanner that is away leaves the file in quarantine, and the step is tried again', async () => {
  const scans: ('unscanned' | 'clean')[] = ['unscanned', 'clean']
  const scanner: Scanner = {
    scan: async () => (scans.shift() === 'clean' ? { kind: 'clean' } : { kind: 'unscanned', problem: 'x' }),
  }
  const { step, status } = await inMemory('photo', scanner)
  await expect(step.screen(meta('s1'), 'e')).rejects.toMatchObject({ status: 503 })
  expect(await status()).toMatchObject({ screening: null })
  expect(await step.screen(meta('s1'), 'e')).toEqual({ signature: null, keepUntil: '2031-03-10T03:00:00.000Z' })
})

test('an infected file goes, and stays gone when the step runs again', async () => {
  const { step, status, isThere } = await inMemory(EICAR)
  expect(await step.screen(meta('s1'), 'e')).toEqual({ signature: 'Eicar-Test-Signature', keepUntil: null })
  expect(await isThere()).toBe(true)
  for (const id of ['r1', 'r1', 'r2']) await step.remove(meta(id), 'e', 'infected')
  expect([await isThere(), await status()]).toMatchObject([false, { status: 'removed', why: 'infected' }])
})

test('a file in which nothing was found is not removed as infected, whatever the procedure believes', async () => {
  const { step, isThere } = await inMemory('photo')
  await step.screen(meta('s1'), 'e')
  await expect(step.remove(meta('r1'), 'e', 'infected')).rejects.toMatchObject({ code: 'evidence/still-kept' })
  expect(await isThere()).toBe(true)
})

test('killed between the file and the record of its removal, the next run records it', async () => {
  const { step, status, isThere, passTo } = await inMemory('photo')
  await step.screen(meta('s1'), 'e')
  await expect(step.remove(meta('r1'), 'e', 'expired')).rejects.toMatchObject({ status: 503 })
  expect(await isThere()).toBe(true)
  passTo(screened.keepUntil)
  await step.remove(meta('r1'), 'e', 'expired')
  expect([await isThere(), await status()]).toMatchObject([false, { status: 'removed', why: 'expired' }])
})
