// Rounding, named at the place where it happens.
// Guarantees: exact for integers of any size; no binary float takes part.
// Does not guarantee: that a law asks for this rounding (microcredit.md §4: banks' own rules are not known).

/** half-up: ties away from zero (2.5 → 3, -2.5 → -3). down: towards zero. up: away from zero. */
export type Rounding = 'half-up' | 'down' | 'up'

/** `numerator / denominator` rounded to an integer. Throws RangeError when the denominator is not positive. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator <= 0n) throw new RangeError(`a denominator must be positive, not ${denominator}`)
  const negative = numerator < 0n
  const size = negative ? -numerator : numerator
  const whole = size / denominator
  const rest = size % denominator
  const rounded = rest > 0n && roundsAway(rest, denominator, rounding) ? whole + 1n : whole
  return negative ? -rounded : rounded
}

function roundsAway(rest: bigint, denominator: bigint, rounding: Rounding): boolean {
  if (rounding === 'half-up') return rest * 2n >= denominator
  return rounding === 'up'
}
