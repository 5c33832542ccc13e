// A command of a reaction whose refusal may be an answer.
// Guarantees: only the refusals that are named are taken for one; anything else is thrown, so that the reaction is tried again or stops.
import { Refusal } from '@simpul/kernel'

/** Null: obeyed. */
export async function answered(send: () => Promise<unknown>, ...expected: readonly string[]): Promise<string | null> {
  try {
    await send()
    return null
  } catch (error) {
    if (error instanceof Refusal && expected.includes(error.code)) return error.code
    throw error
  }
}
