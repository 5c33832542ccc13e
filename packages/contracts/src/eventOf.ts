// The events of a contract as their readers see them: the type and the public data, flat.
import type { Static, TSchema } from 'typebox'

interface Contract {
  readonly types: Readonly<Record<string, TSchema>>
}

type Unchanging<Value> = Value extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Unchanging<Value[Key]> }
    : Value

export type EventOf<C extends Contract> = {
  [Type in keyof C['types'] & string]: { readonly type: Type } & Unchanging<Static<C['types'][Type]>>
}[keyof C['types'] & string]
