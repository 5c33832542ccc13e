// Stands in for '@temporalio/workflow' and '@temporalio/activity' in the simulation (loader.ts puts it there): what the platform's inbox,
// steps and activities use of them, without a sandbox.
// Guarantees: the same meaning as the SDK's for condition, signals, scopes, activities and continue-as-new.
// Does not: record or replay a history; nothing else of the SDK is here, so a new use fails at import.
import { AsyncLocalStorage } from 'node:async_hooks'

interface Wait {
  readonly ready: () => boolean
  readonly resolve: (held: boolean) => void
}

export interface Run {
  readonly workflowId: string
  ended: boolean
  readonly handlers: Map<string, (...args: readonly unknown[]) => unknown>
  readonly waits: Set<Wait>
  historyEvents: number
  suggestsNew(): boolean
  timer(ms: number, fire: () => void): void
  schedule(task: ActivityTask): void
}

export interface ActivityTask {
  readonly run: Run
  readonly name: string
  readonly args: readonly unknown[]
  /** From 1; a task that was given out is one attempt of it. */
  attempt: number
  readonly original: ActivityTask
  done(): boolean
  complete(result: unknown): void
  fail(error: unknown): void
}

export type ActivityAnswer = { readonly result: unknown } | { readonly error: unknown; readonly retryable: boolean }

interface Context {
  readonly run: Run
  readonly scope: CancellationScope | null
}

const contexts = new AsyncLocalStorage<Context>()
const attempts = new AsyncLocalStorage<number>()

export const inRun = <Result>(run: Run, work: () => Result): Result => contexts.run({ run, scope: null }, work)
export const inAttempt = <Result>(attempt: number, work: () => Result): Result => attempts.run(attempt, work)

function here(): Context {
  const context = contexts.getStore()
  if (!context) throw new Error('outside of a workflow')
  return context
}

export class CancelledFailure extends Error {
  override readonly name = 'CancelledFailure'
}
export class ActivityFailure extends Error {
  override readonly name = 'ActivityFailure'
}
export class ApplicationFailure extends Error {
  override readonly name = 'ApplicationFailure'
}
export class ContinuedAsNew extends Error {
  override readonly name = 'ContinuedAsNew'
  readonly input: unknown
  constructor(input: unknown) {
    super('goes on in a new run')
    this.input = input
  }
}

export const isCancellation = (error: unknown) => error instanceof CancelledFailure

export class CancellationScope {
  private readonly cancels = new Set<(error: Error) => void>()
  private cancelled = false
  private readonly outer: CancellationScope | null = contexts.getStore()?.scope ?? null

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.outer?.onCancel(() => this.cancel())
    return contexts.run({ run: here().run, scope: this }, work)
  }

  cancel(): void {
    this.cancelled = true
    for (const cancel of this.cancels) cancel(new CancelledFailure('cancelled'))
    this.cancels.clear()
  }

  onCancel(cancel: (error: Error) => void): void {
    if (this.cancelled) cancel(new CancelledFailure('cancelled'))
    else this.cancels.add(cancel)
  }
}

export function condition(ready: () => boolean, ms?: number): Promise<boolean> {
  const { run, scope } = here()
  return new Promise<boolean>((resolve, reject) => {
    const wait = { ready, resolve }
    run.waits.add(wait)
    scope?.onCancel((error) => {
      run.waits.delete(wait)
      reject(error)
    })
    if (ms !== undefined)
      run.timer(ms, () => {
        if (run.waits.delete(wait)) resolve(false)
      })
  })
}

export const defineSignal = (name: string) => ({ name })
export const setHandler = ({ name }: { name: string }, handler: (...args: readonly unknown[]) => unknown) =>
  void here().run.handlers.set(name, handler)
export const workflowInfo = () => {
  const { run } = here()
  return { workflowId: run.workflowId, continueAsNewSuggested: run.suggestsNew() }
}
export const continueAsNew = (input: unknown) => Promise.reject(new ContinuedAsNew(input))

/** Activities by name; how often and how long they are tried is the server's business here. */
export const proxyActivities = () =>
  new Proxy<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>(
    {},
    {
      get: (_, name) => (typeof name === 'string' ? (...args: readonly unknown[]) => activity(name, args) : undefined),
    },
  )

function activity(name: string, args: readonly unknown[]): Promise<unknown> {
  const { run, scope } = here()
  return new Promise((resolve, reject) => {
    let done = false
    const ending = (end: () => void) => {
      done = true
      end()
    }
    const task: ActivityTask = {
      run,
      name,
      args,
      attempt: 1,
      get original() {
        return task
      },
      done: () => done,
      complete: (result) => ending(() => resolve(result)),
      fail: (error) => ending(() => reject(Object.assign(new ActivityFailure(name), { cause: error }))),
    }
    scope?.onCancel((error) => ending(() => reject(error)))
    run.schedule(task)
  })
}

export const activityInfo = () => ({ attempt: attempts.getStore() ?? 1 })
export const heartbeat = () => undefined
export const log = { debug: () => undefined }
