// What a workflow hands to a step (a Temporal activity) and what it may get back. Pure types: workflows and activities share them.
// Guarantees: a step that is run again, by retry, replay or restart from the log, gets the same command id. Shown by process.int.test.ts.

/** Fits CommandMeta: hand it to `commands.send` as it is. A step that sends a second command appends `:2` to the id. */
export interface StepMeta {
  /** `workflowId:step:sequence of the cause:n` */
  readonly commandId: string
  /** `process:<name>` */
  readonly actor: string
  readonly correlationId: string
  /** Id of the event that the procedure last took from its inbox. */
  readonly causationId: string
  readonly traceparent?: string
}

/** An expected "no" to a step's command: a value that the procedure goes on with, never a failure. */
export interface Refused {
  readonly refused: string
}

// `never[]`: the arguments differ from step to step; the workflow's side checks them by the activities' own type.
export type Activities = Readonly<Record<string, (step: StepMeta, ...args: never[]) => Promise<unknown>>>

/** A step as the workflow calls it: without the meta, which `steps()` fills in. */
export type Steps<Declared> = {
  readonly [Name in keyof Declared]: Declared[Name] extends (step: StepMeta, ...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Promise<Result | Refused>
    : never
}

export const isRefused = (result: unknown): result is Refused =>
  typeof result === 'object' && result !== null && typeof (result as Partial<Refused>).refused === 'string'
