// What a workflow's history shows from outside: which events it was told, and whether it ever failed to go on.
// Guarantees: reads the protocol's own records; a signal is a JSON list of events with their sequences.
import type { WorkflowHandle } from '@temporalio/client'

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>

/** A task that failed because the program does not fit the history can never go on by itself. */
const NONDETERMINISM = /nondetermin|TMPRL1100/i

export function readHistory({ events }: History): { heard: number[]; failures: string[] } {
  const heard: number[] = []
  const failures: string[] = []
  for (const event of events ?? []) {
    const signalled = event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []
    for (const { data } of signalled) heard.push(...sequencesIn(data))
    const failed = event.workflowTaskFailedEventAttributes?.failure?.message
    if (failed && NONDETERMINISM.test(failed)) failures.push(`its program no longer fits its history: ${failed.slice(0, 200)}`)
  }
  return { heard, failures }
}

function sequencesIn(data: Uint8Array | null | undefined): number[] {
  if (!data) return []
  const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'))
  if (!Array.isArray(value)) return []
  return value.map((each) => Number((each as { sequence?: unknown }).sequence)).filter(Number.isSafeInteger)
}
