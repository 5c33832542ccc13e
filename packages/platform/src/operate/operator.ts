// Carries out what operators asked for, as far as this process can; another one may be the right one.
// Guarantees: nothing is done that is not recorded; a request is done at least once and its outcome recorded once, whatever crashes; each
// kind may be repeated. Does not: wait for a rebuild to end; the projection's runner goes on with it.
import type { Logger } from 'pino'
import type { BlockedKeys } from '../consume/blocked.ts'
import type { OrderedConsumer } from '../consume/orderedConsumer.ts'
import type { GenerationStore } from '../consume/generations.ts'
import { crashPoint } from '../crashPoint.ts'
import type { Commands } from '../host/commands.ts'
import { alarms } from '../observe/alarms.ts'
import type { OperatorTasks } from '../process/operatorTasks.ts'
import { workflowIdOf } from '../process/process.ts'
import type { Workflows } from '../process/workflows.ts'
import { never } from '@simpul/kernel'
import type { Operation, OperationAggregate } from './operation.ts'
import type { RecordedOperations } from './recordedOperations.ts'

export interface OperatorDeps {
  readonly aggregate: OperationAggregate
  readonly commands: Commands
  readonly operations: Pick<RecordedOperations, 'waiting'>
  readonly blocked: BlockedKeys
  readonly tasks: OperatorTasks
  /** Of a process with the role `process`. */
  readonly workflows?: Workflows
  /** Of a process with the role `projector`. */
  readonly generations?: GenerationStore
  readonly log: Logger
  /** Null: the key's partition is read elsewhere. */
  ownerOf(group: string, key: string): OrderedConsumer | null
}

export const operatorLimits = { everyMs: 1_000, atOnceMax: 20 } as const

type Outcome = { readonly done: string } | { readonly failed: string } | 'not here'

export class Operator {
  private readonly deps: OperatorDeps

  constructor(deps: OperatorDeps) {
    this.deps = deps
  }

  async round(): Promise<void> {
    const { operations, log } = this.deps
    for (const operation of await operations.waiting(operatorLimits.atOnceMax)) {
      try {
        const outcome = await this.carryOut(operation)
        crashPoint('operator/after-effect')
        if (outcome !== 'not here') await this.record(operation, outcome)
      } catch (error) {
        log.warn({ err: error, operation: operation.id }, 'an operator’s request is tried again')
      }
    }
  }

  private carryOut(operation: Operation): Promise<Outcome> {
    switch (operation.kind) {
      case 'redrive':
        return this.redrive(operation.of, operation.key ?? '')
      case 'resume':
        return this.resume(operation.key ?? '')
      case 'rebuild':
        return this.rebuild(operation.of)
      default:
        return never(operation.kind)
    }
  }

  private async redrive(group: string, key: string): Promise<Outcome> {
    const consumer = this.deps.ownerOf(group, key)
    if (!consumer) return 'not here'
    await consumer.redrive(key)
    const again = (await this.deps.blocked.among(group, [key])).has(key)
    return again ? { failed: `${key} is blocked again; see its cause` } : { done: `${key} goes on` }
  }

  private async resume(id: string): Promise<Outcome> {
    const { workflows, tasks } = this.deps
    if (!workflows) return 'not here'
    const task = await tasks.openOne(id)
    if (!task) return { done: 'the task was closed before' }
    const workflowId = workflowIdOf(task.process, task.aggregateId, task.round)
    return (await workflows.resume(workflowId))
      ? { done: `${workflowId} was told to go on` }
      : { failed: `${workflowId} does not run` }
  }

  private async rebuild(projection: string): Promise<Outcome> {
    if (!this.deps.generations) return 'not here'
    return { done: `generation ${await this.deps.generations.begin(projection)} is being built` }
  }

  private async record(operation: Operation & { readonly id: string }, outcome: Exclude<Outcome, 'not here'>): Promise<void> {
    const { commands, aggregate, log } = this.deps
    const meta = { commandId: `operator:${operation.id}`, actor: 'process:operator' }
    if ('done' in outcome) {
      log.info({ operation: operation.id, kind: operation.kind, of: operation.of }, outcome.done)
      await commands.send(aggregate, operation.id, { type: 'RecordDone', outcome: outcome.done }, meta)
      return
    }
    log.error(
      { operation: operation.id, kind: operation.kind, of: operation.of, cause: outcome.failed },
      alarms['operator-request'].log,
    )
    await commands.send(aggregate, operation.id, { type: 'RecordFailed', cause: outcome.failed }, meta)
  }
}
