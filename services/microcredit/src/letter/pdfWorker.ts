// The thread of pdfThread.ts: one letter after the other.
import { parentPort } from 'node:worker_threads'
import { pdfOf } from './pdf.ts'
import type { PdfAnswer, PdfOrder } from './pdfThread.ts'

parentPort?.on('message', async ({ n, parts, decidedAt }: PdfOrder) => {
  const answer = await pdfOf(parts, decidedAt).then(
    (bytes): PdfAnswer => ({ n, bytes }),
    (error: unknown): PdfAnswer => ({ n, problem: String(error) }),
  )
  parentPort?.postMessage(answer)
})
