// Histories of shipped workflows, kept beside them and replayed by CI: a change that would break a running procedure fails there.
// Guarantees: each *.json of the folder is replayed; an empty folder is an error, so a check that checks nothing is noticed. A kept
// history reads in the clear, one event a line, without the name of the machine that ran it.
// Does not: look for personal data; tests/histories does, and whoever reads the diff can. Shown by tests/histories/replay.test.ts.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { Worker } from '@temporalio/worker'
import { workflowBundle, type WorkflowSource } from './bundle.ts'
import type { TemporalOptions } from './temporalWorkflows.ts'

interface Kept {
  readonly workflowId: string
  readonly history: { readonly events: readonly object[] }
}

/** A procedure keeps its histories beside its workflow. */
export const historiesOf = ({ file }: WorkflowSource) => fileURLToPath(new URL('./histories', file))

/** Answers what does not fit: history and reason; nothing when all do. */
export async function replayHistories(workflow: WorkflowSource, folder: string, bundleFolder?: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted()
  if (files.length === 0) throw new Error(`no histories in ${folder}`)
  const codePath = await workflowBundle([workflow], bundleFolder)
  const histories = await Promise.all(
    files.map(async (file) => {
      const { workflowId, history } = JSON.parse(await readFile(path.join(folder, file), 'utf8'), closePayload) as Kept
      return { workflowId, history }
    }),
  )
  const broken: string[] = []
  let index = 0
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories)) {
    if (error) broken.push(`${files[index]}: ${error.message}`)
    index += 1
  }
  return broken
}

/**
 * What a test that plays a procedure calls at the end of it. SIMPUL_KEEP_HISTORIES=<generation> writes `<name>.<generation>.json`:
 * the generations before stay, for their runs may still be under way. Nothing happens without it.
 */
export async function keepHistory(
  temporal: TemporalOptions,
  workflow: WorkflowSource,
  workflowId: string,
  name: string,
): Promise<void> {
  const generation = process.env['SIMPUL_KEEP_HISTORIES']
  if (generation) await saveHistory(temporal, workflowId, historiesOf(workflow), `${name}.${generation}`)
}

/** Writes the history of a workflow's latest run to `<folder>/<name>.json` as soon as nothing of it is under way. */
export async function saveHistory(temporal: TemporalOptions, workflowId: string, folder: string, name: string): Promise<void> {
  const history = await withHandle(temporal, workflowId, async (handle) => {
    await quiet(handle)
    return historyToJSON(await handle.fetchHistory())
  })
  const { events } = JSON.parse(history, (key, value) => (isNoise(key, value) ? undefined : openPayload(key, value))) as {
    events: object[]
  }
  const lines = events.map((event) => JSON.stringify(event)).join(',\n')
  await mkdir(folder, { recursive: true })
  await writeFile(
    path.join(folder, `${name}.json`),
    `{"workflowId":${JSON.stringify(workflowId)},"history":{"events":[\n${lines}\n]}}\n`,
  )
}

/** The same with what steps were given and answered in the clear, which Temporal keeps as base64: to look for what must not be there. */
export async function openedHistory(temporal: TemporalOptions, workflowId: string): Promise<string> {
  const history = await withHandle(temporal, workflowId, async (handle) => historyToJSON(await handle.fetchHistory()))
  return JSON.stringify(JSON.parse(history, openPayload))
}

/** Who ran it, on what: a replay does without, and a machine's name is nobody's business. */
const NOISE = new Set([
  'identity',
  'requestId',
  'taskId',
  'workerVersion',
  'header',
  'historySizeBytes',
  'meteringMetadata',
  'stackTrace',
])

/** A sticky queue has the machine's name. */
const isNoise = (key: string, value: unknown) =>
  NOISE.has(key) || (key === 'taskQueue' && (value as { kind?: string }).kind === 'TASK_QUEUE_KIND_STICKY')

const JSON_PLAIN = Buffer.from('json/plain').toString('base64')
interface Payload {
  readonly metadata?: object
  readonly data?: string
}

function openPayload(_: string, value: unknown): unknown {
  const { metadata, data } = (value ?? {}) as Payload
  if (!isDeepStrictEqual(metadata, { encoding: JSON_PLAIN }) || data === undefined) return value
  return { json: JSON.parse(Buffer.from(data, 'base64').toString()) as unknown }
}

function closePayload(key: string, value: unknown): unknown {
  if (key !== 'payloads') return value
  return (value as readonly { json?: unknown }[]).map((each) =>
    'json' in each
      ? { metadata: { encoding: JSON_PLAIN }, data: Buffer.from(JSON.stringify(each.json)).toString('base64') }
      : each,
  )
}

async function withHandle<Result>(
  { address, namespace }: TemporalOptions,
  workflowId: string,
  look: (handle: WorkflowHandle) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect({ address })
  try {
    return await look(new Client({ connection, namespace }).workflow.getHandle(workflowId))
  } finally {
    await connection.close()
  }
}

const QUIET = { withinMs: 10_000, everyMs: 200 } as const

/** A history that is cut in the middle of a step would show less than the procedure did. */
async function quiet(handle: WorkflowHandle): Promise<void> {
  const deadline = Date.now() + QUIET.withinMs
  for (let still = 0; still < 2;) {
    const { raw } = await handle.describe()
    const isAtRest = (raw.pendingActivities ?? []).length === 0 && !raw.pendingWorkflowTask
    still = isAtRest ? still + 1 : 0
    if (Date.now() > deadline) throw new Error(`waited ${QUIET.withinMs} ms for ${handle.workflowId} to come to rest`)
    await sleep(QUIET.everyMs)
  }
}
