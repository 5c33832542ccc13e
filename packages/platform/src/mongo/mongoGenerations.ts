// Pointers of projections in MongoDB, one document a projection.
// Guarantees: of many who begin or flip at once one does; a number is never given twice. Does not: remove what is retired; the runner does.
// Shown by mongoGenerations.int.test.ts, through consume/generations.contract.ts.
import { firstGeneration, type Generations, type GenerationStore } from '../consume/generations.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'

type Pointer = { _id: string; serving: number; building: number | null; latest: number; retired: number[] }

export class MongoGenerations implements GenerationStore {
  private readonly pointers: Collection<Pointer>

  constructor(db: Db) {
    this.pointers = db.collection('generations')
  }

  async of(projection: string): Promise<Generations> {
    const found = await this.pointers.findOne({ _id: projection })
    return found ? { serving: found.serving, building: found.building, retired: found.retired } : firstGeneration
  }

  async begin(projection: string): Promise<number> {
    for (;;) {
      const found = await this.pointers.findOne({ _id: projection })
      if (found?.building) return found.building
      const number = (found?.latest ?? 1) + 1
      if (found ? await this.moved(found, { building: number, latest: number }) : await this.made(projection, number))
        return number
    }
  }

  async flip(projection: string, number: number): Promise<boolean> {
    const found = await this.pointers.findOne({ _id: projection })
    if (found?.building !== number) return false
    return this.moved(found, { serving: number, building: null, retired: [...found.retired, found.serving] })
  }

  async forget(projection: string, number: number): Promise<void> {
    await this.pointers.updateOne({ _id: projection }, { $pull: { retired: number } })
  }

  /** Only over exactly the pointer that was read; `latest` and `building` together name it. */
  private async moved({ _id, serving, building, latest }: Pointer, to: Partial<Pointer>): Promise<boolean> {
    return (await this.pointers.updateOne({ _id, serving, building, latest }, { $set: to })).matchedCount === 1
  }

  private async made(projection: string, number: number): Promise<boolean> {
    try {
      await this.pointers.insertOne({ _id: projection, serving: 1, building: number, latest: number, retired: [] })
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }
}
