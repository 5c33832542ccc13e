// What a tidy file is, as functions of its path and text.
// Guarantees: each rule says file, line and reason. Does not: parse; functions are found by the layout that prettier gives them.
export const FILE_LINES_MAX = 400
export const FUNCTION_LINES_MAX = 70
/** A service's table of contents fits on one screen. */
export const SERVICE_LINES_MAX = 60
/** A longer file opens with what it guarantees and what it does not. */
export const HEADERLESS_LINES_MAX = 40
const HEADER_LINES = { min: 2, max: 6 }

type Rule = (path: string, text: string) => string[]

const isCode = (path: string) => /\.(ts|tsx|mjs|js|java)$/.test(path)
const isTest = (path: string) => /\.(test|contract)\.ts$|^tests\//.test(path)
/** Tables of contents (index.ts, service.ts) promise nothing of their own. */
const isSource = (path: string) =>
  (/^(packages|services)\/[^/]+\/src\/.*\.(ts|mjs)$/.test(path) || /^infra\/.*\.(ts|mjs)$/.test(path)) &&
  !/\.(test|contract)\.ts$|\.d\.mts$|(^|\/)(index|service)\.ts$/.test(path)
const linesWith = (text: string, pattern: RegExp) =>
  text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${index + 1}: ${line.trim().slice(0, 120)}`] : []))

/** The comment that a file opens with, up to an empty line of it: what follows may be a drawing. */
export function headerOf(text: string): string[] {
  const lines = text.replace(/^#!.*\n/, '').split('\n')
  return lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('// ')),
  )
}

const BANNED_NAMES = /(^|\/)(utils?|helpers?|common|managers?|misc)(\.[a-z.]+)?(\/|$)/i
const UNFINISHED = /\b(TO[D]O|FIX[M]E|XX[X])\b(?!.*#\d)/ // in brackets, so that this line is tidy itself
const MACHINE = /(^|[^A-Za-z0-9.])\/(work|farm|root|home)\/[a-z]/
const REGISTRY = /https?:\/\/(registry|repo1?|files|proxy)\.[a-z.-]+\.(org|com|io|dev)/
const SKIPPED = /\b(test|it|describe|suite)\.(only|skip|todo)\b/

export const rules: Record<string, Rule> = {
  'file-length': (path, text) => {
    const lines = text.split('\n').length - 1
    return isCode(path) && lines > FILE_LINES_MAX ? [`${lines} lines`] : []
  },
  'function-length': (path, text) =>
    isCode(path) && !isTest(path) && !path.endsWith('.java')
      ? longFunctions(text).map(({ line, lines }) => `${line}: ${lines} lines`)
      : [],
  'service-length': (path, text) => {
    const lines = text.split('\n').length - 1
    return /^services\/[^/]+\/src\/service\.ts$/.test(path) && lines > SERVICE_LINES_MAX ? [`${lines} lines`] : []
  },
  header: (path, text) => {
    if (!isSource(path) || text.split('\n').length - 1 <= HEADERLESS_LINES_MAX) return []
    const lines = headerOf(text)
    if (lines.length < HEADER_LINES.min || lines.length > HEADER_LINES.max) return [`1: a header of ${lines.length} lines`]
    return /\b(guarantees?|does not|shows)\b/i.test(lines.join(' '))
      ? []
      : ['1: a header that says no guarantee and no limit of it']
  },
  'banned-name': (path) => (BANNED_NAMES.test(path) ? ['a name that says nothing of the domain'] : []),
  unfinished: (path, text) => (isCode(path) ? linesWith(text, UNFINISHED) : []),
  console: (path, text) =>
    /^(packages|services)\/[^/]+\/src\//.test(path) && !isTest(path) && !path.endsWith('/main.ts')
      ? linesWith(text, /\bconsole\.\w+\(/)
      : [],
  'machine-path': (_path, text) => linesWith(text, MACHINE),
  'registry-host': (_path, text) => linesWith(text, REGISTRY),
  'skipped-test': (path, text) => (path.endsWith('.test.ts') ? linesWith(text, SKIPPED) : []),
}

const FUNCTION_START =
  /(\bfunction\b.*|=>|^\s*(?!if|for|while|switch|catch)(?:(?:async|static|private|protected|public|get|set) )*[#\w]+(?:<.*>)?\(.*\)(?:: .+)?) \{$/

function longFunctions(text: string) {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    if (!FUNCTION_START.test(line)) return []
    const indent = /^\s*/.exec(line)?.[0] ?? ''
    const length = lines.slice(start).findIndex((later, index) => index > 0 && later.startsWith(`${indent}}`)) + 1
    return length > FUNCTION_LINES_MAX ? [{ line: start + 1, lines: length }] : []
  })
}

export function untidy(files: readonly { path: string; text: string }[]): string[] {
  return files.flatMap(({ path, text }) =>
    Object.entries(rules).flatMap(([name, rule]) => rule(path, text).map((found) => `${name}: ${path}:${found}`)),
  )
}
