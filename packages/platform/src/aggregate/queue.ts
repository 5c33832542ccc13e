// Commands to one aggregate wait for each other in this process, so a hot document costs no version conflicts.
// Guarantees: one at a time and in order per key; at most `max` wait, the next is refused.
// Does not guarantee: anything across processes; the version guard does. Shown by execute.test.ts.
import { refuse } from './refusals.ts'

export class KeyedQueue {
  private readonly waiting = new Map<string, { length: number; tail: Promise<unknown> }>()
  private readonly max: number

  constructor(max: number) {
    this.max = max
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const line = this.waiting.get(key) ?? { length: 0, tail: Promise.resolve() }
    if (line.length >= this.max) throw refuse('platform/busy')
    this.waiting.set(key, line)
    line.length += 1
    const mine = line.tail.then(work)
    line.tail = mine.catch(() => undefined) // the next in line does not care how this one ended; its caller hears it
    try {
      return await mine
    } finally {
      line.length -= 1
      if (line.length === 0) this.waiting.delete(key)
    }
  }
}
