// A Temporal namespace of a measure's own: made, asked how many workflows are in it, left to the engine's end.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'

const RETENTION_S = 86_400
const KNOWN_WITHIN_MS = 20_000

export class Namespace {
  readonly name: string
  private readonly connection = Connection.lazy({ address: process.env['TEMPORAL_ADDRESS'] ?? '' })
  private readonly client: Client

  constructor(name: string) {
    this.name = name
    this.client = new Client({ connection: this.connection, namespace: name })
  }

  /** Resolves when the server counts in it, which is a moment after it was made. */
  async prepare(): Promise<void> {
    const workflowExecutionRetentionPeriod = { seconds: RETENTION_S } as never // the protocol's Long takes a number
    await this.connection.workflowService.registerNamespace({ namespace: this.name, workflowExecutionRetentionPeriod })
    const deadline = Date.now() + KNOWN_WITHIN_MS
    for (;;) {
      try {
        await this.count('Running')
        return
      } catch (error) {
        if (Date.now() > deadline) throw error
        await sleep(100)
      }
    }
  }

  async count(status: 'Running' | 'Completed'): Promise<number> {
    return (await this.client.workflow.count(`ExecutionStatus = '${status}'`)).count
  }

  async close(): Promise<void> {
    await this.connection.close()
  }
}
