// What a workflow knows of its aggregate's events: each once, in order, whatever was doubled, late or early.
// Guarantees: the cursor only moves forward; an event is visible only when all before it that its process hears are. Pure: no clock, no Temporal.

/** An event as it is signalled to a workflow: public data only. */
export interface Signalled<Event = Readonly<Record<string, unknown>> & { readonly type: string }> {
  /** `<aggregateId>:<sequence>` */
  readonly id: string
  readonly sequence: number
  /** Sequence of the event heard before it, when that is not the one just before: the process does not hear those in between. */
  readonly after?: number
  /** When it happened; deadlines count from here, so a workflow that was started again keeps them. */
  readonly time: string
  readonly correlationId: string
  readonly traceparent?: string
  readonly event: Event
}

export type OfType<Event extends { type: string }, Type extends Event['type']> = Signalled<Extract<Event, { type: Type }>>

export class InboxState<Event extends { type: string }> {
  /** Without a gap among what is heard, from the start event on. */
  private readonly ordered: Signalled<Event>[] = []
  private readonly early = new Map<number, Signalled<Event>>()
  private readonly from: number
  private cursor = 0

  /** `from`: sequence of the event that started the round. */
  constructor(from: number) {
    this.from = from
  }

  accept(events: readonly Signalled<Event>[]): void {
    for (const event of events) this.early.set(event.sequence, event)
    for (const event of [...this.early.values()].toSorted((a, b) => a.sequence - b.sequence)) {
      const last = this.last()
      if (event.sequence > last && (event.after ?? event.sequence - 1) > last) continue // what comes before it is still on its way
      this.early.delete(event.sequence)
      if (event.sequence > last) this.ordered.push(event)
    }
  }

  /** The first event of these types behind the cursor, which moves past it. What lies between is passed over for good. */
  take<Type extends Event['type']>(types: readonly Type[]): OfType<Event, Type> | undefined {
    const index = this.indexOf(types)
    if (index < 0) return undefined
    this.cursor = index + 1
    return this.ordered[index] as OfType<Event, Type>
  }

  /** Like take, but nothing moves. */
  peek<Type extends Event['type']>(types: readonly Type[]): OfType<Event, Type> | undefined {
    return this.ordered[this.indexOf(types)] as OfType<Event, Type> | undefined
  }

  /** The first event of these types in the whole round. Once true, it stays true. */
  seen<Type extends Event['type']>(types: readonly Type[]): OfType<Event, Type> | undefined {
    return this.ordered.find(({ event }) => types.includes(event.type as Type)) as OfType<Event, Type> | undefined
  }

  /** The event last taken; before the first take, the one that started the round, which may not have arrived yet. */
  cause(): Signalled<Event> | undefined {
    return this.ordered[Math.max(this.cursor - 1, 0)]
  }

  /** Everything, for the next run of the same workflow: it goes through the procedure again, and finished steps answer as recorded. */
  carried(): readonly Signalled<Event>[] {
    return [...this.ordered, ...this.early.values()]
  }

  private last(): number {
    return this.ordered.at(-1)?.sequence ?? this.from - 1
  }

  private indexOf(types: readonly string[]): number {
    return this.ordered.findIndex(({ event }, index) => index >= this.cursor && types.includes(event.type))
  }
}
