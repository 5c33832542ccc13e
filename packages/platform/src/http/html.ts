// The pages as text: problems and the API. Bahasa Indonesia first, English second, no script.
// Guarantees: whatever is put into a page is escaped. Shown by tests/api/pages.test.ts.
import type { RefusalEntry } from '@simpul/kernel'
import { titleOf, type Refusals } from './problem.ts'
import { SHAPES_EXPLAINED, shapeOf } from './shapes.ts'

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: unknown
  readonly responses?: Readonly<Record<string, unknown>>
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,monospace;font-size:.9em}pre{overflow-x:auto;white-space:pre-wrap}summary{cursor:pointer;padding:.4rem 0}
details{border-bottom:1px solid #8884}li{margin:.4rem 0}ul{padding-left:1.2rem}
input,select,button{font:inherit;min-height:44px;padding:.3rem .8rem;max-width:100%;box-sizing:border-box}p>a{display:inline-block;padding:.7rem .2rem}
[role=status]{position:sticky;top:0;background:Canvas;padding:.4rem 0;margin:0}h4{margin:.6rem 0 0}pre{margin:.2rem 0}`

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string)

/** A page explains the problem in general, so the facts of one case are left out of its sentence. */
const general = (text: string) => text.replace(/\{\w+\}/g, '…')

export const page = (title: string, body: string) =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<title>${escaped(title)} · Simpul</title><style>${STYLE}</style></head><body>${body}</body></html>`

export function problemPage(code: string, { status, id, en }: RefusalEntry): string {
  return page(
    titleOf(status, 'id'),
    `<h1>${escaped(titleOf(status, 'id'))}</h1><p>${escaped(general(id))}</p>` +
      `<p lang="en"><strong>${escaped(titleOf(status, 'en'))}.</strong> ${escaped(general(en))}</p>` +
      `<p>Kode / code: <code>${escaped(code)}</code> · HTTP ${status}</p>` +
      `<p><a href="/problems">Semua masalah / all problems</a></p>`,
  )
}

/** `application/closed` → `application` */
const partOf = (code: string) => code.split('/')[0] as string
const byCode = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)

/** The parts of the catalogue, each a page of its own: all on one page would be slow on a slow telephone. */
export function problemList(refusals: Refusals): string {
  const parts = [...Map.groupBy(Object.keys(refusals), partOf)].toSorted(byCode)
  const items = parts.map(
    ([part, codes]) => `<li><a href="/problems/${escaped(part)}">${escaped(part)}</a> (${codes.length})</li>`,
  )
  return page('Masalah', `<h1>Masalah / Problems</h1><ul>${items.join('')}</ul>`)
}

/** The problems of one part; null when there is no such part. */
export function problemSection(refusals: Refusals, part: string): string | null {
  const entries = Object.entries(refusals).filter(([code]) => partOf(code) === part)
  if (entries.length === 0) return null
  const items = entries.toSorted(byCode).map(([code, { id, en }]) => {
    const link = `<a href="/problems/${encodeURI(code)}"><code>${escaped(code)}</code></a>`
    return `<li>${link}<br>${escaped(general(id))}<br><span lang="en">${escaped(general(en))}</span></li>`
  })
  const back = `<p><a href="/problems">Semua masalah / all problems</a></p>`
  return page(`Masalah: ${part}`, `<h1>Masalah / Problems: ${escaped(part)}</h1>${back}<ul>${items.join('')}</ul>`)
}

/** What services ask each other stands in the document alone: nobody with this page before them can ask it. */
const isForPeople = ({ security = [] }: Operation) => !security.some((way) => 'serviceKey' in way)

interface Section {
  readonly slug: string
  readonly tag: string
  readonly operations: readonly { readonly method: string; readonly path: string; readonly operation: Operation }[]
}

const slugOf = (tag: string) => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The operations by their tag, each tag a page of its own: all on one page would be slow on a slow telephone. */
function sectionsOf({ paths }: ApiDocument): Section[] {
  const byTag = Map.groupBy(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) => (isForPeople(operation) ? [{ method, path, operation }] : [])),
    ),
    ({ operation }) => operation.tags?.[0] ?? 'Simpul',
  )
  return [...byTag].map(([tag, operations]) => ({ slug: slugOf(tag), tag, operations }))
}

const MACHINE_READABLE = `<p>Dokumen mesin / machine-readable: <a href="/openapi.json">OpenAPI 3.1</a> · <a href="/problems">masalah / problems</a></p>`

export function docsPage(document: ApiDocument): string {
  const sections = sectionsOf(document).map(({ slug, tag, operations }) => {
    const items = operations.map(({ method, path, operation: { summary = '' } }) => `<li>${nameHtml(method, path, summary)}</li>`)
    return `<h2><a href="/docs/${slug}">${escaped(tag)}</a></h2><ul>${items.join('')}</ul>`
  })
  return page('API', `<h1>API Simpul</h1>${MACHINE_READABLE}${sections.join('')}`)
}

/** The operations of one tag, with what they take and answer; null when there is no such tag. */
export function docsSection(document: ApiDocument, slug: string): string | null {
  const section = sectionsOf(document).find((each) => each.slug === slug)
  if (!section) return null
  const operations = section.operations.map(({ method, path, operation }) => operationHtml(method, path, operation))
  const back = `<p><a href="/docs">Semua bagian API / all parts of the API</a></p>`
  return page(
    section.tag,
    `<h1>${escaped(section.tag)}</h1>${back}<p><small>${escaped(SHAPES_EXPLAINED)}</small></p>${operations.join('')}`,
  )
}

const nameHtml = (method: string, path: string, summary: string) =>
  `<code>${escaped(method.toUpperCase())} ${escaped(path)}</code><br>${escaped(summary)}`

function operationHtml(
  method: string,
  path: string,
  { summary = '', parameters = [], requestBody, responses = {} }: Operation,
): string {
  const listed = parameters.map(
    ({ name, in: place, required }) =>
      `<li><code>${escaped(name)}</code> (${escaped(place)}${required === true ? ', wajib / required' : ''})</li>`,
  )
  const body = contentHtml('Isi / body', requestBody)
  const answers = Object.entries(responses).map(([status, response]) => contentHtml(`Jawaban / answer ${status}`, response))
  return (
    `<details><summary>${nameHtml(method, path, summary)}</summary>` +
    `${listed.length === 0 ? '' : `<ul>${listed.join('')}</ul>`}${body}${answers.join('')}</details>`
  )
}

/** Nothing for a problem, which is a reference: they have pages of their own. */
function contentHtml(title: string, of: unknown): string {
  const { content } = (of ?? {}) as { content?: Readonly<Record<string, { schema?: unknown }>> }
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  if (type === undefined) return ''
  const shape = type === 'application/json' ? shapeOf(media?.schema) : Object.keys(content ?? {}).join(', ')
  return `<h4>${escaped(title)}</h4><pre>${escaped(shape)}</pre>`
}
