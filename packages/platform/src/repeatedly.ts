// Work that is done again and again until it is stopped: beats, watches, nightly comparisons.
// Guarantees: never twice at once; what fails is told and comes again; `stop` waits for what is under way and leaves no timer behind.

export interface Repeating {
  /** Does it now, or once more right after what is under way. */
  wake(): void
  stop(): Promise<void>
}

export interface Repeated {
  readonly everyMs: number
  work(): Promise<void>
  onError(error: unknown): void
}

/** Begins at once. */
export function repeatedly({ everyMs, work, onError }: Repeated): Repeating {
  const stopping = new AbortController()
  let woken = false
  let wakeUp: () => void = () => undefined
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!stopping.signal.aborted) {
      woken = false
      await work().catch(onError)
      if (!woken && !stopping.signal.aborted) await pause()
    }
  }
  const running = run()
  return {
    wake() {
      woken = true
      wakeUp()
    },
    async stop() {
      stopping.abort()
      wakeUp()
      await running
    },
  }
}
