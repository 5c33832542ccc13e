// Calls that come at nearly the same time become one command: consumer groups hear of an event within the same millisecond, and each
// asks the same collection. Who is in no hurry waits a little for more. Guarantees: one command at a time, in the order of the calls; its failure is every caller's of that command.
// Does not guarantee: which callers share one.

export const gatheredLimits = { itemsMax: 1_000 } as const // a command of a thousand documents is what the database answers in milliseconds

interface Waiting<Item, Answer> {
  readonly items: readonly Item[]
  readonly settle: PromiseWithResolvers<Answer>
}

export class Gathered<Item, Answer> {
  private readonly work: (items: readonly Item[]) => Promise<Answer>
  private waiting: Waiting<Item, Answer>[] = []
  private working = false
  private readonly lingerMs: number

  /** `work` gets the items of all callers and answers for all of them; the first caller waits `lingerMs` for others. */
  constructor(work: (items: readonly Item[]) => Promise<Answer>, lingerMs = 0) {
    this.work = work
    this.lingerMs = lingerMs
  }

  run(items: readonly Item[]): Promise<Answer> {
    const settle = Promise.withResolvers<Answer>()
    this.waiting.push({ items, settle })
    if (!this.working) {
      this.working = true
      if (this.lingerMs > 0) setTimeout(() => void this.untilNoneWaits(), this.lingerMs)
      else setImmediate(() => void this.untilNoneWaits())
    }
    return settle.promise
  }

  private async untilNoneWaits(): Promise<void> {
    while (this.waiting.length > 0) {
      const callers = this.next()
      try {
        const answer = await this.work(callers.flatMap(({ items }) => items))
        for (const { settle } of callers) settle.resolve(answer)
      } catch (error) {
        for (const { settle } of callers) settle.reject(error)
      }
    }
    this.working = false
  }

  /** As many as fit; one that is too large alone goes alone. */
  private next(): Waiting<Item, Answer>[] {
    let count = 0
    const fits = this.waiting.findIndex(({ items }) => (count += items.length) > gatheredLimits.itemsMax)
    return this.waiting.splice(0, fits === -1 ? this.waiting.length : Math.max(1, fits))
  }
}
