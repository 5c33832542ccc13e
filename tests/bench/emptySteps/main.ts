// LIMIT of procedures: Fastify that starts a workflow a request, and a worker of the same sizes as Simpul's whose steps do nothing.
// Nothing for safety: no event, no document, no repetition noticed. `--roles api | worker`; NAMESPACE, TEMPORAL_ADDRESS in the environment.
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

export const steps = {
  first: async (_id: string): Promise<void> => undefined,
  second: async (_id: string): Promise<void> => undefined,
  third: async (_id: string): Promise<void> => undefined,
}

const { TEMPORAL_ADDRESS: address = '', NAMESPACE: namespace = '' } = process.env
const TASK_QUEUE = 'empty'

async function api(): Promise<number> {
  const { Client, Connection } = await import('@temporalio/client')
  const { fastify } = await import('fastify')
  const client = new Client({ connection: await Connection.connect({ address }), namespace })
  const app = fastify()
  app.post('/errands', async (_request, reply) => {
    const id = randomUUID()
    await client.workflow.start('emptySteps', { workflowId: id, taskQueue: TASK_QUEUE, args: [id] })
    return reply.code(201).send({ id, version: 1 })
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port // it listens on TCP, so the address is not a pipe's name
}

async function worker(): Promise<number> {
  const { DefaultLogger, NativeConnection, Runtime, Worker } = await import('@temporalio/worker')
  Runtime.install({ logger: new DefaultLogger('WARN') })
  const { workflowBundle } = await import('@simpul/platform/bundle')
  const codePath = await workflowBundle([{ file: new URL('./workflow.ts', import.meta.url), name: 'emptySteps' }])
  const running = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath },
    activities: steps,
    maxCachedWorkflows: 50,
    maxConcurrentWorkflowTaskExecutions: 8,
    maxConcurrentActivityTaskExecutions: 32,
  })
  void running.run()
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { roles: { type: 'string', default: 'api' } } })
  process.stdout.write(`READY ${values.roles} ${await (values.roles === 'api' ? api() : worker())}\n`)
}
