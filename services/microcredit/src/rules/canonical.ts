// JSON with the keys in order, so that two ways of writing the same are the same text.
// Guarantees: the same for every order of keys. Does not: accept what JSON cannot say.

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => compare(a, b))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
