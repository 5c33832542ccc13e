// Every bound of the command path, with its unit; each is reached in a test.

export interface CommandLimits {
  readonly eventBytesMax: number
  readonly outboxEntriesMaxHttp: number
  readonly outboxEntriesMaxProcess: number
  /** Commands of one aggregate that wait in this process. */
  readonly queueLengthMax: number
  readonly retryDelayMs: number
  /** Commands whose marks an aggregate keeps; beyond it each command costs a look into the log. */
  readonly marksMax: number
}

export const commandLimits: CommandLimits = {
  eventBytesMax: 65_536,
  outboxEntriesMaxHttp: 200,
  outboxEntriesMaxProcess: 400,
  queueLengthMax: 64,
  retryDelayMs: 5,
  marksMax: 200,
}
