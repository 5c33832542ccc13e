// What every adapter of an outside system has to do, whichever system it is; run over the simulators, and over a real test
// environment when its address is given. Needs a socket, so it has an entry of its own: `@simpul/testkit/outside`.
// Guarantees: each way to fail ends in its own `down`, in time, and tells nobody whom it was about.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from './freePort.ts'

/** The kinds of trouble that a simulator makes for the subjects that an adapter is asked about. */
export type Trouble = 'slow' | '500' | 'garbage' | 'closed'

export interface OutsideContract {
  readonly name: string
  /** Starts what the adapter talks to. */
  start(): Promise<{ readonly url: string; close(): Promise<void> }>
  /** The subject (NIK or NIB) that makes this trouble; none of them may turn up in an answer or an observation. */
  readonly troubles: Readonly<Record<Trouble, string>>
  readonly good: string
  /** A new adapter at each call: breakers and caches begin anew. */
  adapter(at: {
    readonly baseUrl: string
    readonly timeoutMs: number
    readonly attempts: number
    readonly breaker: { readonly failures: number; readonly openForMs: number }
    readonly retryWaitMs: { readonly first: number; readonly max: number }
    readonly observe: (observation: object) => void
  }): (subject: string) => Promise<{ readonly kind: string; readonly reason?: string }>
}

/** For the system that answers after 10 s. All others answer at once: a busy machine must not turn their trouble into a timeout. */
const TIMEOUT_MS = 150
const PATIENT_MS = 8_000

export function outsideContract(contract: OutsideContract): void {
  describe(`${contract.name} keeps the contract of outside systems`, () => {
    let system: Awaited<ReturnType<OutsideContract['start']>>
    const observed: object[] = []
    const ask = (more: { attempts?: number; failures?: number; baseUrl?: string; timeoutMs?: number } = {}) =>
      contract.adapter({
        baseUrl: more.baseUrl ?? system.url,
        timeoutMs: more.timeoutMs ?? PATIENT_MS,
        attempts: more.attempts ?? 1,
        breaker: { failures: more.failures ?? 50, openForMs: 60_000 },
        retryWaitMs: { first: 1, max: 2 },
        observe: (observation) => observed.push(observation),
      })
    beforeAll(async () => {
      system = await contract.start()
    })
    afterAll(() => system.close())

    const reasons: Record<Trouble, string> = { slow: 'timeout', '500': '5xx', garbage: 'garbage', closed: 'closed' }
    it.each(Object.entries(reasons))('%s is down: %s, in time and nameless', async (trouble, reason) => {
      const subject = contract.troubles[trouble as Trouble]
      const startedAt = performance.now()
      const answer = await ask(trouble === 'slow' ? { timeoutMs: TIMEOUT_MS } : {})(subject)
      expect(answer).toMatchObject({ kind: 'down', reason })
      if (trouble === 'slow') expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS * 10) // the machine may be busy
      expect(JSON.stringify([answer, observed])).not.toContain(subject)
    })

    it('nobody there is down: refused', async () => {
      expect(await ask({ baseUrl: `http://127.0.0.1:${await freePort()}` })(contract.good)).toMatchObject({
        kind: 'down',
        reason: 'refused',
      })
    })

    it('failures in a row open the breaker, for everybody', async () => {
      const once = ask({ failures: 2 })
      await once(contract.troubles['500'])
      await once(contract.troubles['500'])
      expect(await once(contract.good)).toMatchObject({ kind: 'down', reason: 'breaker-open' })
    })

    it('a question is repeated as often as told', async () => {
      observed.length = 0
      await ask({ attempts: 3 })(contract.troubles['500'])
      expect(observed).toHaveLength(3)
    })

    it('the same question soon after is answered from the cache', async () => {
      const both = ask()
      expect((await both(contract.good)).kind).not.toBe('down')
      observed.length = 0
      expect((await both(contract.good)).kind).not.toBe('down')
      expect(observed).toHaveLength(0)
    })
  })
}
