// Somebody does not answer, or is not as far as we are: the step is tried again, for days if need be (platform's failures.ts reads `status`).

export class Away extends Error {
  override readonly name = 'Away'
  readonly status = 503
}
