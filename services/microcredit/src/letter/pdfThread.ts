// The PDF beside the requests: some 80 ms of work each, in a thread of its own.
// Guarantees: one at a time, so that a rush of letters slows letters and nothing else; more than 32 waiting are refused (503).
// Does not: stay busy or hold the process open between letters.
import { Worker } from 'node:worker_threads'
import { refuse } from '../notification/refusals.ts'
import type { Part } from './parts.ts'

export const WAITING_MAX = 32

export interface PdfOrder {
  readonly n: number
  readonly parts: readonly Part[]
  readonly decidedAt: string
}
export type PdfAnswer = { readonly n: number; readonly bytes: Uint8Array } | { readonly n: number; readonly problem: string }

interface Waiting {
  resolve(bytes: Buffer): void
  reject(error: Error): void
}

let worker: Worker | null = null
let count = 0
const waiting = new Map<number, Waiting>()

export function pdfInThread(parts: readonly Part[], decidedAt: string): Promise<Buffer> {
  if (waiting.size >= WAITING_MAX) throw refuse('letter/busy')
  worker ??= started()
  const order: PdfOrder = { n: (count += 1), parts, decidedAt }
  return new Promise((resolve, reject) => {
    waiting.set(order.n, { resolve, reject })
    worker?.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: it has no origin
    worker?.postMessage(order)
  })
}

function started(): Worker {
  const thread = new Worker(new URL('./pdfWorker.ts', import.meta.url))
  thread.on('message', (answer: PdfAnswer) => {
    const one = waiting.get(answer.n)
    waiting.delete(answer.n)
    if (waiting.size === 0) thread.unref()
    if ('problem' in answer) one?.reject(new Error(answer.problem))
    else one?.resolve(Buffer.from(answer.bytes))
  })
  thread.on('error', (error) => {
    worker = null // the next letter starts another
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  })
  return thread
}
