// The thread of pdfThread.ts: one letter after the other.
import { parentPort } from 'node:worker_threads'
import { pdfOf } from './pdf.ts'
import type { PdfAnswer, PdfOrder } from './pdfThread.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: it has no origin
const answer = (one: PdfAnswer) => parentPort?.postMessage(one)

parentPort?.on('message', ({ n, parts, decidedAt }: PdfOrder) => {
  void pdfOf(parts, decidedAt).then(
    (bytes) => answer({ n, bytes }),
    (error: unknown) => answer({ n, problem: String(error) }),
  )
})
