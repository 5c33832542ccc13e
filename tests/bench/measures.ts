// Every measure by name, and the official run: which of them, how often and how long, so that all is done within some quarter of an hour on two cores.
import { m1 } from './commands.ts'
import { growth } from './growth.ts'
import { m7 } from './idle.ts'
import { losses } from './losses.ts'
import type { Measure } from './measure.ts'
import { m5 } from './procedures.ts'
import { m4 } from './projecting.ts'
import { m3 } from './relaying.ts'
import { soak } from './soak.ts'
import { m8 } from './verdicts.ts'
import { m2 } from './visibility.ts'
import { m9 } from './worklist.ts'

export const MEASURES: readonly Measure[] = [m1, m2, m3, m4, m5, m7, m8, m9, losses, growth, soak]

/** The soak is left out: half an hour is its least. */
export const OFFICIAL = [
  { name: 'M1', rounds: 5, seconds: 3 },
  { name: 'M2', rounds: 5, seconds: 2 },
  { name: 'M3', rounds: 5, seconds: 0 },
  { name: 'M4', rounds: 5, seconds: 0 },
  { name: 'M5', rounds: 5, seconds: 0 },
  { name: 'M7', rounds: 1, seconds: 0 },
  { name: 'M8', rounds: 3, seconds: 0 },
  { name: 'M9', rounds: 1, seconds: 2 },
  { name: 'Losses', rounds: 1, seconds: 0 },
  { name: 'Growth', rounds: 1, seconds: 2 },
] as const
