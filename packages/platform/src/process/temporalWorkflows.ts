// Workflows on a Temporal server.
// Guarantees: connects when first used and again whenever it must, so a Temporal that is down or was wiped is an error to be tried
// again; each call ends within its deadline. Shown by process.int.test.ts, through workflows.contract.ts.
import { Client, Connection, isGrpcServiceError, ServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import { WorkflowNotFoundError } from '@temporalio/common'
import type { Signalled } from './inboxState.ts'
import { SIGNALS } from './names.ts'
import { PayloadRefused, type Begin, type Workflows } from './workflows.ts'

export interface TemporalOptions {
  readonly address: string
  readonly namespace: string
}

const CALL_MS = 10_000
const GRPC_INVALID_ARGUMENT = 3
const GRPC_ALREADY_EXISTS = 6
const GRPC_NOT_FOUND = 5
/** How long Temporal keeps what has ended: the event log is the audit trail, this is for operators. */
const RETENTION_S = 3 * 86_400

export class TemporalWorkflows implements Workflows {
  private readonly connection: Connection
  private readonly client: Client
  private readonly namespace: string

  constructor({ address, namespace }: TemporalOptions) {
    this.connection = Connection.lazy({ address })
    this.client = new Client({ connection: this.connection, namespace })
    this.namespace = namespace
  }

  /** Makes the namespace where it is missing: a new installation epoch, or a Temporal that lost everything. */
  async prepare(): Promise<void> {
    if ((await this.identity()) !== null) return
    const workflowExecutionRetentionPeriod = { seconds: RETENTION_S } as never // the protocol's Long takes a number
    await this.within(() =>
      this.connection.workflowService.registerNamespace({ namespace: this.namespace, workflowExecutionRetentionPeriod }),
    ).catch((error: unknown) => {
      if (codeOf(error) !== GRPC_ALREADY_EXISTS) throw error
    })
  }

  /** The id that the server gave the namespace when it was made; null when there is none. */
  async identity(): Promise<string | null> {
    try {
      const { namespaceInfo } = await this.within(() =>
        this.connection.workflowService.describeNamespace({ namespace: this.namespace }),
      )
      return namespaceInfo?.id ?? null
    } catch (error) {
      if (codeOf(error) === GRPC_NOT_FOUND) return null
      throw error
    }
  }

  async begin({ workflowId, type, taskQueue, input, events, again }: Begin): Promise<'running' | 'ended'> {
    try {
      await this.within(() =>
        this.client.workflow.signalWithStart(type, {
          workflowId,
          taskQueue,
          args: [input],
          signal: SIGNALS.events,
          signalArgs: [events],
          workflowIdReusePolicy: again ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
        }),
      )
      return 'running'
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return 'ended'
      throw error
    }
  }

  tell(workflowId: string, events: readonly Signalled[]): Promise<boolean> {
    return this.signal(workflowId, SIGNALS.events, [events])
  }

  resume(workflowId: string): Promise<boolean> {
    return this.signal(workflowId, SIGNALS.resume, [])
  }

  async isRunning(workflowId: string): Promise<boolean> {
    try {
      const { status } = await this.within(() => this.client.workflow.getHandle(workflowId).describe())
      return status.name === 'RUNNING'
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false
      throw error
    }
  }

  async running(type: string, taskQueue: string): Promise<string[]> {
    const query = `WorkflowType = '${type}' AND TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`
    return this.within(async () => {
      const ids: string[] = []
      for await (const { workflowId } of this.client.workflow.list({ query })) ids.push(workflowId)
      return ids
    })
  }

  async close(): Promise<void> {
    await this.connection.close()
  }

  private async signal(workflowId: string, name: string, args: unknown[]): Promise<boolean> {
    try {
      await this.within(() => this.client.workflow.getHandle(workflowId).signal(name, ...args))
      return true
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false
      throw error
    }
  }

  private async within<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await this.connection.withDeadline(Date.now() + CALL_MS, call)
    } catch (error) {
      if (codeOf(error) === GRPC_INVALID_ARGUMENT) throw new PayloadRefused('Temporal refuses the request', { cause: error })
      throw error
    }
  }
}

function codeOf(error: unknown): number | undefined {
  const cause = error instanceof ServiceError ? error.cause : error
  return isGrpcServiceError(cause) ? cause.code : undefined
}
