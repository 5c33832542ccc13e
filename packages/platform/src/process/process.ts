// How a service declares a long-running process: which events begin a round, and the workflow that carries the procedure out.
// Guarantees: one workflow a round, found by `<process>/<aggregateId>/<round>`. Does not hold business state: the aggregate does.
import type { EventContract } from '../aggregate/contract.ts'
import type { EventBody } from '../aggregate/envelope.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import type { Activities } from './step.ts'

export interface Process<Event extends EventBody = EventBody, State = unknown, Outside = unknown> {
  /** Unique within the service; names the consumer group, the workflow ids and the actor `process:<name>`. */
  readonly name: string
  /** The events of an aggregate that this service owns. */
  readonly from: EventContract
  /** Which events begin a round, and which round: an appeal or a re-opening carries the next number. */
  readonly starts: { readonly [Type in Event['type']]?: (event: Extract<Event, { type: Type }>) => number }
  /**
   * The events that its workflow waits for, beside the starts; any other would cost Temporal a task for nothing. All when absent.
   * Give their type to `inbox`, so that waiting for another one does not compile.
   */
  readonly hears?: readonly Event['type'][]
  /** Events after which the round needs no workflow: what follows them, up to the next start, is not sent to Temporal. */
  readonly ends?: readonly Event['type'][]
  /** The round that must have a running workflow in this state. A restart after a lost Temporal goes by it. */
  openRound(state: State): number | null
  /** `name` is the exported function; it gets a ProcessInput. Changes to it go through `patched()`. */
  readonly workflow: { readonly file: URL; readonly name: string }
  activities(context: ServiceContext<Outside>): Activities
}

/** `defineProcess<ApplicationEvent, Application, Outside>({…})` */
export const defineProcess = <Event extends EventBody, State, Outside = unknown>(
  process: Process<Event, State, Outside>,
): Process<Event, State, Outside> => process

// oxlint-disable-next-line typescript/no-explicit-any -- the host runs processes whatever they react to
export type AnyProcess = Process<any, any, any>

export const workflowIdOf = (process: string, aggregateId: string, round: number) => `${process}/${aggregateId}/${round}`

/** Taken apart again; an aggregate's id may have slashes of its own. */
export function placeOf(workflowId: string): { process: string; aggregateId: string; round: number } {
  const parts = workflowId.split('/')
  return { process: parts[0] ?? '', aggregateId: parts.slice(1, -1).join('/'), round: Number(parts.at(-1)) }
}
