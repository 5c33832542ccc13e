// Unified diffs, as `git diff` writes them, applied to a text in memory.
// Guarantees: every line of context and every line taken away stands where the diff says; otherwise PatchRefused, never a guess.

export class PatchRefused extends Error {
  override readonly name = 'PatchRefused'
}

interface Hunk {
  /** From 1, in the text before. */
  readonly at: number
  readonly lines: readonly string[]
}

export interface FilePatch {
  /** From the root of the project. */
  readonly path: string
  readonly hunks: readonly Hunk[]
}

export function patchOf(text: string): FilePatch[] {
  const files: { path: string; hunks: { at: number; lines: string[] }[] }[] = []
  for (const line of text.split('\n')) {
    const path = /^\+\+\+ b\/(.+)$/.exec(line)?.[1]
    const at = /^@@ -(\d+)/.exec(line)?.[1]
    const file = files.at(-1)
    if (path !== undefined) files.push({ path, hunks: [] })
    else if (at !== undefined) file?.hunks.push({ at: Number(at), lines: [] })
    else if (/^[-+ ]/.test(line) && !line.startsWith('--- ')) file?.hunks.at(-1)?.lines.push(line)
  }
  if (files.length === 0) throw new PatchRefused('a patch of no file')
  return files
}

export function patched(text: string, { path, hunks }: FilePatch): string {
  const before = text.split('\n')
  const after: string[] = []
  let next = 0
  for (const { at, lines } of hunks) {
    const old = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
    const from = placeOf(old, before, at - 1, next)
    if (from === null) throw new PatchRefused(`${path}: the lines at ${at} are not there any more`)
    after.push(...before.slice(next, from), ...lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1)))
    next = from + old.length
  }
  return [...after, ...before.slice(next)].join('\n')
}

/** Where the diff says, or the one other place that has exactly these lines. */
function placeOf(old: readonly string[], text: readonly string[], wanted: number, least: number): number | null {
  const fits = (from: number) => old.every((line, index) => text[from + index] === line)
  if (wanted >= least && fits(wanted)) return wanted
  const places = text.flatMap((_, from) => (from >= least && fits(from) ? [from] : []))
  return places.length === 1 ? (places[0] as number) : null
}
