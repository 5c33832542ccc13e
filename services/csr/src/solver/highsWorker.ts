// The thread of highsThreads.ts: one model after the other.
import { parentPort } from 'node:worker_threads'
import { solveWithHighs } from './highs.ts'
import type { Order } from './highsThreads.ts'

parentPort?.on('message', ({ model, effort }: Order) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: it has no origin
  void solveWithHighs(model, effort).then((solution) => parentPort?.postMessage(solution))
})
