// What one aggregate says to the world: the schema of each event's public data, by event type.
// Guarantees: an event whose data does not fit is refused before it is stored, and is poison to a reader.
// Does not guarantee: compatibility between releases; the contract diff in CI does. Shown by execute.test.ts and orderedConsumer.test.ts.
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

export interface EventContract {
  /** `<service>.<aggregate>`, e.g. `microcredit.application`. */
  readonly source: string
  /** Schema of an event's `data` by its type. Closed objects: an unknown field is an error. */
  readonly types: Readonly<Record<string, TSchema>>
}

export const eventContract = (source: string, types: Record<string, TSchema>): EventContract => ({ source, types })

export type Checked = { ok: true } | { ok: false; unknownType: boolean; problem: string }

type Check = (type: string, data: unknown) => Checked
const compiled = new WeakMap<EventContract, Check>()

/** Checks an event's data; compiled once a contract. */
export function checkEvent(contract: EventContract, type: string, data: unknown): Checked {
  let check = compiled.get(contract)
  if (!check) compiled.set(contract, (check = compile(contract)))
  return check(type, data)
}

function compile(contract: EventContract): Check {
  const validators = new Map(Object.entries(contract.types).map(([type, schema]) => [type, Compile(schema)]))
  return (type, data) => {
    const validator = validators.get(type)
    if (!validator) return { ok: false, unknownType: true, problem: `${contract.source} has no event type ${type}` }
    if (validator.Check(data)) return { ok: true }
    const [first] = validator.Errors(data)
    return { ok: false, unknownType: false, problem: `${type}${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}` }
  }
}
