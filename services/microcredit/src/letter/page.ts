// The letter as a page that a cheap phone reads: one column, no script, no picture, about 4 kB.
// Guarantees: everything in it is escaped; English stands under each Indonesian paragraph and is marked as such.
import { escaped } from '@simpul/platform/http'
import type { Part } from './parts.ts'

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.35rem;line-height:1.25}h2{font-size:1.1rem;margin:1.4rem 0 .2rem}p{margin:.5rem 0}.item{font-weight:600}.small{font-size:.875rem}
[lang=en]{display:block;opacity:.75;font-size:.9em;font-weight:400}@media print{body{padding:0}}`

const TAGS = { title: 'h1', heading: 'h2', text: 'p', item: 'p', small: 'p' } as const

export function pageOf(parts: readonly Part[]): string {
  const body = parts.map(({ kind, id, en }) => {
    const tag = TAGS[kind]
    const marked = kind === 'item' || kind === 'small' ? ` class="${kind}"` : ''
    return `<${tag}${marked}>${escaped(id)} <span lang="en">${escaped(en)}</span></${tag}>`
  })
  return (
    `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<title>${escaped(parts[0]?.id ?? '')} · Simpul</title><style>${STYLE}</style></head><body><main>${body.join('')}</main></body></html>`
  )
}
