// Numbers that only look random: the same seed and purpose give the same row of them, on every machine.
// Guarantees: rows of different purposes do not disturb each other, so taking faults away leaves the clients' commands as they were.

export class Random {
  private a: number

  constructor(seed: number, purpose: string) {
    let hash = 2_166_136_261
    for (const char of `${seed}/${purpose}`) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619)
    this.a = hash >>> 0
  }

  /** In [0, 1). Mulberry32: 32 bits of state, no weak low bits. */
  next(): number {
    this.a = (this.a + 0x6d2b79f5) >>> 0
    let t = Math.imul(this.a ^ (this.a >>> 15), 1 | this.a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}
