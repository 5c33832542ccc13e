// A place in a body as RFC 6901 in a URI fragment: `#/business/startedOn`.
// Guarantees: bounded and printable, whatever names a client invented. Shown by badInput.test.ts.
const NAME_CHARACTERS_MAX = 100

export const pointerTo = (path: readonly string[]): string =>
  `#${path.map((name) => `/${encodeURI(name.slice(0, NAME_CHARACTERS_MAX).toWellFormed()).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`
