// HiGHS beside the requests, in a few threads: a model takes seconds of work, and a thread that solves hears nothing else.
// Guarantees: at most `threads` at once and `waitingMax` waiting; whoever gives up, or whose time is over by more than the grace, ends the
// thread and so the work; a thread that dies is a failure of its model alone. Idle threads end, and their memory with them.
// Does not guarantee: fairness beyond first come, first served. Shown by solver.test.ts.
import { Worker } from 'node:worker_threads'
import type { Model } from '../portfolio/model.ts'
import type { Effort, Solution, Solve } from '../portfolio/solver.ts'

export interface Order {
  readonly model: Model
  readonly effort: Omit<Effort, 'signal'>
}

interface Waiting extends Order {
  readonly signal: AbortSignal | undefined
  answer(solution: Solution): void
}

export interface Threads {
  readonly threads: number
  readonly waitingMax: number
  /** Beyond its time HiGHS gets so long to look at its clock. */
  readonly graceSeconds: number
}
export const TWO_THREADS: Threads = { threads: 2, waitingMax: 64, graceSeconds: 5 }

export function highsThreads({ threads, waitingMax, graceSeconds }: Threads = TWO_THREADS): Solve {
  const waiting: Waiting[] = []
  let running = 0

  const work = async (): Promise<void> => {
    let worker: Worker | null = null
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      worker ??= new Worker(new URL('./highsWorker.ts', import.meta.url))
      const { solution, isAlive } = await solvedBy(worker, next, graceSeconds)
      if (!isAlive) {
        await worker.terminate()
        worker = null
      }
      next.answer(solution)
    }
    running -= 1
    await worker?.terminate()
  }

  return (model, { signal, ...effort }) =>
    new Promise((answer) => {
      if (waiting.length >= waitingMax) return answer({ status: 'failed', why: `${waitingMax} models are waiting` })
      waiting.push({ model, effort, signal, answer })
      if (running >= threads) return
      running += 1
      void work()
    })
}

interface Solved {
  readonly solution: Solution
  readonly isAlive: boolean
}

function solvedBy(worker: Worker, { model, effort, signal }: Waiting, graceSeconds: number): Promise<Solved> {
  return new Promise((resolve) => {
    const over = (solution: Solution, isAlive: boolean) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      // One by one: Node's own listeners are on it too, and without them a thread hears no second model.
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      resolve({ solution, isAlive })
    }
    const dead = (why: string) => over({ status: 'failed', why }, false)
    const onMessage = (solution: Solution) => over(solution, true)
    const onError = (error: unknown) => dead(String(error))
    const onExit = (code: number) => dead(`the thread ended with ${code}`)
    const onAbort = () => dead('cancelled')
    const timer = setTimeout(() => dead('no answer in time'), (effort.secondsMax + graceSeconds) * 1000)
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    const order: Order = { model, effort }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: it has no origin
    worker.postMessage(order)
  })
}
