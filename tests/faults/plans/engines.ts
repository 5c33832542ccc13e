// F3, F4, F5: broker, Temporal and database killed, down for long, slow, silent, cut off, or done and never told.
import type { ProxyMode } from '@simpul/testkit/proxy'
import type { EngineName } from '../stage/engine.ts'
import { pause, type Disturbing, type Plan } from './plan.ts'

const DOWN_MS = { least: 3_000, most: 20_000 } as const
const MODES: readonly ProxyMode[] = [
  { kind: 'slow', latencyMs: 100 },
  { kind: 'silent' },
  { kind: 'cut' },
  { kind: 'lose-replies' },
]

async function disturbEngine(disturbing: Disturbing, name: EngineName): Promise<void> {
  const { stage, random, until, say } = disturbing
  const engine = stage.engines[name]
  while (Date.now() < until) {
    const ms = random.between(DOWN_MS.least, DOWN_MS.most)
    if (random.chance(0.4)) {
      say(`${name} killed, back after ${ms} ms`)
      await engine.kill()
      await pause(disturbing, ms)
      await engine.start()
    } else {
      const mode = random.of(MODES)
      say(`${name} ${mode.kind} for ${ms} ms`)
      engine.proxy.set(mode)
      await pause(disturbing, ms)
      engine.proxy.set({ kind: 'pass' })
    }
    await pause(disturbing, random.between(2_000, 6_000))
  }
}

const onEngine = (plan: string, name: EngineName, called: string): Plan => ({
  name: plan,
  says: `${called} is killed, slow, silent, cut off, or loses its replies, for 3 to 20 seconds at a time`,
  disturb: (disturbing) => disturbEngine(disturbing, name),
})

export const broker = onEngine('F3', 'kafka', 'the broker')
export const temporal = onEngine('F4', 'temporal', 'Temporal')
export const database = onEngine('F5', 'mongodb', 'the database')

/** The work is done and nobody is told: what is done again must not count twice. */
export const replies: Plan = {
  name: 'replies',
  says: 'an engine does what it is asked and its reply is lost, for 1 to 6 seconds at a time',
  async disturb(disturbing) {
    const { stage, random, until, say } = disturbing
    while (Date.now() < until) {
      const name = random.of(['mongodb', 'mongodb', 'kafka', 'temporal'] as const)
      say(`replies of ${name} are lost`)
      stage.engines[name].proxy.set({ kind: 'lose-replies' })
      await pause(disturbing, random.between(1_000, 6_000))
      stage.engines[name].proxy.set({ kind: 'pass' })
      await pause(disturbing, random.between(1_000, 4_000))
    }
  },
}

const wiping = (name: 'kafka' | 'temporal'): Plan => ({
  name: `${name}-wiped`,
  says: `${name} loses its whole data folder while everything runs`,
  async disturb(disturbing) {
    const { stage, say, wiped } = disturbing
    say(`${name} wiped`)
    wiped(name)
    await stage.engines[name].wipe()
    say(`${name} is back, empty`)
    await pause(disturbing, Infinity)
  },
})

export const kafkaWiped = wiping('kafka')
export const temporalWiped = wiping('temporal')
