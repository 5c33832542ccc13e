// A workflow's side of its aggregate's events: waiting for them, with deadlines that may move, for months if need be.
// Guarantees: events once and in order; a sleep is ≤ 24 h and asks for its deadline again; a long history goes on in a new run that
// carries the events. Does not guarantee: that a callback runs once, the new run may repeat it; its command id makes it act once.
import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Instant } from '@simpul/kernel'
import { InboxState, type OfType, type Signalled } from './inboxState.ts'
import { eventsSignal, renewSignal, resumeSignal } from './signals.ts'
import { isRefused, type Refused } from './step.ts'

/** What every process workflow gets. `carried` is set by the run before. */
export interface ProcessInput<Event = Signalled['event']> {
  readonly id: string
  readonly round: number
  /** Sequence of the event that started the round. */
  readonly from: number
  readonly carried?: readonly Signalled<Event>[]
}

export interface Due {
  readonly dueAt: Instant
  readonly remindAt?: Instant
}

/** A fixed instant, or a step that is asked again and again. Refused: the step is over, the event that says so is on its way. */
export type Deadline = Instant | (() => Promise<Due | Refused>)

export interface Waiting {
  readonly within?: Deadline
  /** At most once a `remindAt`. */
  onReminder?(due: Due): Promise<unknown>
  /** At most once a `dueAt`; the wait goes on after it. */
  onOverdue?(due: Due): Promise<unknown>
}

const DAY_MS = 86_400_000
/** Half of what Temporal takes as one payload. A round with more stays in its run; the starter's sweep is the last resort. */
const CARRIED_CHARS_MAX = 1_000_000

/** To be called before the first await, so that no signal is missed. */
export const inbox = <Event extends { type: string }>(input: ProcessInput<Event>): Inbox<Event> => new Inbox<Event>(input)

export class Inbox<Event extends { type: string }> {
  private readonly input: ProcessInput<Event>
  private readonly state: InboxState<Event>
  private renewAsked = false
  private resumed = 0

  constructor(input: ProcessInput<Event>) {
    this.input = input
    this.state = new InboxState<Event>(input.from)
    this.state.accept(input.carried ?? [])
    setHandler(eventsSignal, (events) => this.state.accept(events as unknown as readonly Signalled<Event>[]))
    setHandler(resumeSignal, () => {
      this.resumed += 1
    })
    setHandler(renewSignal, () => {
      this.renewAsked = true
    })
  }

  /** The next event of these types behind the one last taken; others in between are passed over. Waits without end. */
  async next<Type extends Event['type']>(types: Type | readonly Type[], waiting: Waiting = {}): Promise<OfType<Event, Type>> {
    const wanted = typeof types === 'string' ? [types] : types
    for (;;) {
      await this.wait(() => this.state.peek(wanted) !== undefined, waiting)
      const taken = this.state.take(wanted)
      if (taken) return taken // none: another branch was woken by the same event and was faster
    }
  }

  peek<Type extends Event['type']>(types: Type | readonly Type[]): OfType<Event, Type> | undefined {
    return this.state.peek(typeof types === 'string' ? [types] : types)
  }

  /** The first event of these types in the whole round, taken or not. Once there, it stays. */
  seen<Type extends Event['type']>(types: Type | readonly Type[]): OfType<Event, Type> | undefined {
    return this.state.seen(typeof types === 'string' ? [types] : types)
  }

  /** Resolves at the deadline, asked for again at least daily; with the refusal when the deadline is no longer one. */
  async until(deadline: Deadline): Promise<Refused | undefined> {
    for (;;) {
      const due = await dueOf(deadline)
      if (isRefused(due)) return due
      const left = Date.parse(due.dueAt) - Date.now()
      if (left <= 0) return undefined
      await this.pause(() => false, Math.min(left, DAY_MS))
    }
  }

  /** What the next step is done because of. Waits for the start event, which a signal brings a moment after the start. */
  async cause(): Promise<Signalled<Event>> {
    await condition(() => this.state.cause() !== undefined)
    return this.state.cause() as Signalled<Event>
  }

  /** Until an operator says "go on", at most so long. */
  async resumedOr(ms: number): Promise<void> {
    const before = this.resumed
    await this.pause(() => this.resumed > before, ms)
  }

  private async wait(here: () => boolean, { within, onReminder, onOverdue }: Waiting): Promise<void> {
    let reminded: Instant | undefined
    let overdue: Instant | undefined
    while (!here()) {
      const due = within === undefined ? null : await dueOf(within)
      if (here()) return
      const { dueAt, remindAt } = due === null || isRefused(due) ? { dueAt: undefined, remindAt: undefined } : due
      const now = Date.now()
      if (due && dueAt && dueAt !== overdue && Date.parse(dueAt) <= now) {
        overdue = dueAt
        await onOverdue?.({ ...due, dueAt })
      } else if (due && dueAt && remindAt && dueAt !== overdue && remindAt !== reminded && Date.parse(remindAt) <= now) {
        reminded = remindAt
        await onReminder?.({ dueAt, remindAt })
      } else {
        const ahead = [dueAt, remindAt].flatMap((at) => (at && Date.parse(at) > now ? [Date.parse(at) - now] : []))
        // A deadline from a step may move even after it has passed; a fixed one leaves nothing more to wake up for.
        const again = typeof within === 'function' || ahead.length > 0
        await this.pause(here, again ? Math.min(DAY_MS, ...ahead) : undefined)
      }
    }
  }

  private async pause(ready: () => boolean, ms: number | undefined): Promise<void> {
    const awake = () => ready() || this.mustRenew()
    await (ms === undefined ? condition(awake) : condition(awake, ms))
    if (!ready() && this.mustRenew()) {
      const { id, round, from } = this.input
      await continueAsNew<(input: ProcessInput<Event>) => Promise<unknown>>({ id, round, from, carried: this.state.carried() })
    }
  }

  private mustRenew(): boolean {
    if (!this.renewAsked && !workflowInfo().continueAsNewSuggested) return false
    return JSON.stringify(this.state.carried()).length <= CARRIED_CHARS_MAX
  }
}

async function dueOf(deadline: Deadline): Promise<Due | Refused> {
  return typeof deadline === 'string' ? { dueAt: deadline } : deadline()
}
