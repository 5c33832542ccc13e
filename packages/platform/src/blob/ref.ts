// The name of a stored file: random, so that knowing a file does not give its ref.
import { refuse } from './refusals.ts'

const REF = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Also what keeps a ref from naming another place. */
export function checkedRef(ref: string): string {
  if (!REF.test(ref)) throw refuse('blob/not-found')
  return ref
}
