// Two crowds: a hundred approvals at once on a quota for forty, and fifty people at one application.
import type { Load } from '../load/load.ts'
import { approveWhenProposed, UNIT_PLAFON_IDR } from '../load/kur.ts'
import { pause, type Plan } from './plan.ts'

export const QUOTA_PLACES = 40
const APPROVALS = 100
const BEGIN_MS = 100 // one application after the other: they come in a stream, not in one burst of sign-ins

export interface Rush {
  /** All at once; how many were approved and how many told why not. */
  approveAll(): Promise<{ approved: number; told: number }>
}

/** So many applications, a hundred of them proposed to a lender with quota for forty; the others end anywhere. */
export async function rush(load: Load, applications: number): Promise<Rush> {
  const lender = await load.lender(QUOTA_PLACES * UNIT_PLAFON_IDR, false)
  const begun: Promise<string | null>[] = []
  for (let n = 0; n < applications; n += 1) {
    if (n < APPROVALS) begun.push(load.application(lender, 'proposed', UNIT_PLAFON_IDR))
    else load.begin('kur')
    await new Promise((resolve) => setTimeout(resolve, BEGIN_MS))
  }
  const ids = (await Promise.all(begun)).filter((id) => id !== null)
  return {
    async approveAll() {
      const outcomes = await Promise.all(
        ids.map((id) => load.follow('approval', (setting) => approveWhenProposed(setting, lender, id))),
      )
      const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
      return { approved: count('approved'), told: count('told') }
    },
  }
}

const UNDER_WAY_MS = 200

/** Fifty clients save one draft, fifty taps carry one key, and the API is killed in the middle. */
export const crowd: Plan = {
  name: 'crowd',
  says: 'fifty clients are at one draft when the API is killed',
  async disturb({ stage, load }) {
    const saving = load.crowd(50)
    await new Promise((resolve) => setTimeout(resolve, UNDER_WAY_MS))
    stage.roles.api.signal('SIGKILL')
    await saving
  },
}

const CROWD_EVERY_MS = 5_000

/** The same again and again with nobody killed: no answer may be 5xx, however many come at once. */
export const crowds: Plan = {
  name: 'F14',
  says: 'fifty clients at one draft, with and without If-Match, and fifty taps with one key, every five seconds',
  harmless: true,
  async disturb(disturbing) {
    const { until, load } = disturbing
    while (Date.now() < until) await Promise.all([load.crowd(50), pause(disturbing, CROWD_EVERY_MS)])
  },
}
