// Which collection of rows a projection serves: a pointer, so that a new one can be built beside it (architecture §4, `rebuild`).
// Guarantees: a number is used once; one generation is built at a time; the pointer moves only from the generation being built; what was
// replaced stays listed until it is dropped. Does not guarantee: that a generation is complete; whoever flips has looked (rebuild.ts).

export interface Generations {
  readonly serving: number
  readonly building: number | null
  /** Served before; their rows are still there. */
  readonly retired: readonly number[]
}

export const firstGeneration: Generations = { serving: 1, building: null, retired: [] }

/** The first has the plain name, which is what a projection that was never rebuilt has. */
const suffixOf = (number: number) => (number === 1 ? '' : `.g${number}`)
export const rowsCollection = (projection: string, number = 1) => `rows.${projection}${suffixOf(number)}`
export const groupOf = (service: string, projection: string, number = 1) => `${service}.${projection}${suffixOf(number)}`

/** Memory and mongo; generations.contract.ts holds both. */
export interface GenerationStore {
  of(projection: string): Promise<Generations>
  /** Answers the number to build: a new one, or the one that is being built already. */
  begin(projection: string): Promise<number>
  /** Serve what was built. False when it is not being built (any more). */
  flip(projection: string, number: number): Promise<boolean>
  /** A retired generation's rows are gone. */
  forget(projection: string, number: number): Promise<void>
}

export class MemoryGenerations implements GenerationStore {
  private readonly pointers = new Map<string, Generations & { latest: number }>()

  private at(projection: string) {
    return this.pointers.get(projection) ?? { ...firstGeneration, latest: 1 }
  }
  async of(projection: string): Promise<Generations> {
    const { serving, building, retired } = this.at(projection)
    return { serving, building, retired }
  }
  async begin(projection: string): Promise<number> {
    const now = this.at(projection)
    if (now.building !== null) return now.building
    const building = now.latest + 1
    this.pointers.set(projection, { ...now, building, latest: building })
    return building
  }
  async flip(projection: string, number: number): Promise<boolean> {
    const now = this.at(projection)
    if (now.building !== number) return false
    this.pointers.set(projection, { ...now, serving: number, building: null, retired: [...now.retired, now.serving] })
    return true
  }
  async forget(projection: string, number: number): Promise<void> {
    const now = this.at(projection)
    this.pointers.set(projection, { ...now, retired: now.retired.filter((other) => other !== number) })
  }
}
