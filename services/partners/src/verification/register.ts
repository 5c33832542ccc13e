// What the register that answers for a party says: Dukcapil for a person, OSS for an organisation.
// Guarantees: only a current answer proves or contradicts; an aged one is `stale`, no answer is `unavailable`, a broken one `unreadable`.
// The answer holds names of fields and dates, no word about the party. Does not: decide; an officer does where the register cannot.
import type { Instant } from '@simpul/kernel'
import type { Confidence, Down } from '@simpul/platform/outside'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import type { Organisation, Person, UncheckableReason } from '../party/party.ts'
import { wordOf } from './number.ts'

export type RegisterAnswer =
  | { readonly kind: 'match'; readonly register: Register; readonly asOf: Instant }
  | { readonly kind: 'mismatch'; readonly register: Register; readonly asOf: Instant; readonly fields: readonly string[] }
  | { readonly kind: 'uncheckable'; readonly reason: UncheckableReason }

type Register = 'dukcapil' | 'oss'
type Registers = Pick<PartnersOutside, 'dukcapil' | 'oss' | 'sealer'>

/** We did not call, or were asked to wait: the step is tried again, nobody need look into it. */
class RegisterBusy extends Error {
  override readonly name = 'RegisterBusy'
  readonly status = 429
}

export const askOf = (state: Person | Organisation, registers: Registers): Promise<RegisterAnswer> =>
  state.status === 'person' ? askDukcapil(state, registers) : askOss(state, registers)

async function askDukcapil({ sealed }: Person, { dukcapil, sealer }: Registers): Promise<RegisterAnswer> {
  const opened = await sealer.open(sealed)
  if (opened.erased) return { kind: 'uncheckable', reason: 'unreadable' }
  const word = (name: string) => wordOf(opened.fields, name)
  const answer = await dukcapil.verify({ nik: word('nik'), name: word('name'), birthDate: word('birthDate') })
  if (answer.kind === 'down') return uncheckable(answer)
  const differing = answer.kind === 'match' ? [] : answer.kind === 'not-found' ? ['nik'] : answer.fields
  return told('dukcapil', answer, differing)
}

async function askOss({ facts }: Organisation, { oss }: Registers): Promise<RegisterAnswer> {
  if (facts.nib === undefined) return { kind: 'uncheckable', reason: 'no-number' }
  const answer = await oss.lookup({ nib: facts.nib, name: facts.name })
  if (answer.kind === 'down') return uncheckable(answer)
  if (answer.kind === 'not-found') return told('oss', answer, ['nib'])
  const revoked = answer.business.status === 'dicabut'
  return told('oss', answer, [...(answer.nameAgrees ? [] : ['name']), ...(revoked ? ['status'] : [])])
}

interface Dated {
  readonly asOf: Instant
  readonly confidence: Confidence
}

function told(register: Register, { asOf, confidence }: Dated, fields: readonly string[]): RegisterAnswer {
  if (confidence === 'aged') return { kind: 'uncheckable', reason: 'stale' }
  return fields.length === 0 ? { kind: 'match', register, asOf } : { kind: 'mismatch', register, asOf, fields }
}

function uncheckable({ system, reason }: Down): RegisterAnswer {
  if (reason === 'busy' || reason === 'throttled') throw new RegisterBusy(`${system} is busy`)
  return { kind: 'uncheckable', reason: reason === 'garbage' ? 'unreadable' : 'unavailable' }
}
