// Tells Kafka how far a consumer is: soon after, not with every batch. A commit costs the broker a write and the consumer a wait.
// Guarantees: what is done is committed within `everyMs` while Kafka takes it, and before the consumer ends.
// Does not guarantee: more. After a crash, and after a commit that failed, some of what was done comes again; readers drop it
// by its sequence.

export interface Offset {
  readonly topic: string
  readonly partition: number
  /** Of the next message to be read. */
  readonly offset: string
}

export const offsetLimits = { everyMs: 500, lastWithinMs: 1_000 } as const

export class OffsetCommits {
  private readonly commit: (offsets: Offset[]) => Promise<void>
  private readonly done = new Map<string, Offset>()
  private timer: NodeJS.Timeout | null = null

  constructor(commit: (offsets: Offset[]) => Promise<void>) {
    this.commit = commit
  }

  note(topic: string, partition: number, lastOffset: string): void {
    this.done.set(`${topic} ${partition}`, { topic, partition, offset: String(BigInt(lastOffset) + 1n) })
    this.timer ??= setTimeout(() => void this.flush(), offsetLimits.everyMs)
  }

  /** The partitions may be another's now; its own commits must not be set back. */
  forget(): void {
    this.done.clear()
  }

  /** A Kafka that is away holds nobody's end up. */
  async end(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, offsetLimits.lastWithinMs)
    await Promise.race([this.flush(), late])
    clearTimeout(timer)
  }

  /** Never throws: what is not committed comes again. */
  private async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const offsets = [...this.done.values()]
    this.done.clear()
    if (offsets.length > 0) await this.commit(offsets).catch(() => undefined) // a group that is just being divided anew takes none
  }
}
