// Histories of shipped workflows, kept beside them and replayed by CI: a change that would break a running procedure fails there.
// Guarantees: each *.json of the folder is replayed; an empty folder is an error, so a check that checks nothing is noticed.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { Worker } from '@temporalio/worker'
import { workflowBundle, type WorkflowSource } from './bundle.ts'
import type { TemporalOptions } from './temporalWorkflows.ts'

/** Answers what does not fit: history and reason; nothing when all do. */
export async function replayHistories(workflow: WorkflowSource, folder: string, bundleFolder?: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted()
  if (files.length === 0) throw new Error(`no histories in ${folder}`)
  const codePath = await workflowBundle([workflow], bundleFolder)
  const histories = await Promise.all(
    files.map(async (file) => ({
      workflowId: JSON.parse(await readFile(path.join(folder, file), 'utf8')).workflowId as string,
      history: JSON.parse(await readFile(path.join(folder, file), 'utf8')).history as unknown,
    })),
  )
  const broken: string[] = []
  let index = 0
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories)) {
    if (error) broken.push(`${files[index]}: ${error.message}`)
    index += 1
  }
  return broken
}

/** Writes the history of a workflow's latest run to `<folder>/<name>.json`, without the name of the machine that ran it. */
export async function saveHistory(temporal: TemporalOptions, workflowId: string, folder: string, name: string): Promise<void> {
  const history = (await historyOf(temporal, workflowId)).replaceAll(/\d+@[\w.-]+/g, 'worker')
  await mkdir(folder, { recursive: true })
  const kept = { workflowId, history: JSON.parse(history) as unknown }
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(kept, null, 1)}\n`)
}

/** The same with what steps were given and answered in the clear, which Temporal keeps as base64: to look for what must not be there. */
export async function openedHistory(temporal: TemporalOptions, workflowId: string): Promise<string> {
  return openPayloads(await historyOf(temporal, workflowId))
}

export const openPayloads = (history: string) =>
  history.replaceAll(/"data": ?"([^"]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString())

async function historyOf({ address, namespace }: TemporalOptions, workflowId: string): Promise<string> {
  const connection = await Connection.connect({ address })
  try {
    return historyToJSON(await new Client({ connection, namespace }).workflow.getHandle(workflowId).fetchHistory())
  } finally {
    await connection.close()
  }
}
