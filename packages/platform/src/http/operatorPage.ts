// The page of operators at /operator: a form for their token, empty lists, and one small script that fills them (operatorScript.mjs).
// Guarantees: the page itself shows no data, so anyone may open it; its script comes from here and speaks to here alone.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { LISTS } from './operatorScript.mjs'
import { escaped, page } from './html.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'public, max-age=300',
}
const SCRIPT = readFileSync(new URL('./operatorScript.mjs', import.meta.url), 'utf8')

export interface OperatedService {
  readonly name: string
  readonly projections: readonly string[]
}

export function operatorHtml(services: readonly OperatedService[]): string {
  const names = services.map(({ name }) => name)
  const options = services.flatMap(({ name, projections }) => projections.map((projection) => `${name}.${projection}`))
  const sections = names.map((name) => {
    const lists = LISTS.map(
      ({ path, title }) =>
        `<h3>${escaped(title)}</h3><ul id="${escaped(`${name}-${path}`)}"><li>Belum dimuat / not loaded yet</li></ul>`,
    )
    return `<h2>${escaped(name)}</h2>${lists.join('')}`
  })
  return page(
    'Operator',
    `<h1>Operator</h1>` +
      `<p>Apa yang berhenti, apa yang tertinggal, dan apa yang dapat Anda lakukan. Setiap tindakan dicatat lebih dahulu: siapa, kapan, mengapa.</p>` +
      `<p lang="en">What stands still, what lags, and what you can do. Each act is recorded first: who, when, why.</p>` +
      `<form data-services="${escaped(names.join(','))}"><label for="token">Token operator</label><br>` +
      `<input id="token" type="password" autocomplete="off" required> <button>Muat / load</button></form>` +
      `<p id="status" role="status"></p>${sections.join('')}` +
      `<h2>Bangun ulang proyeksi / rebuild a projection</h2><select id="projection" aria-label="Proyeksi / projection">` +
      `${options.map((option) => `<option>${escaped(option)}</option>`).join('')}</select> ` +
      `<button id="rebuild" type="button">Bangun ulang / rebuild</button>` +
      `<p>Ukuran / metrics: <a href="/metrics">/metrics</a> · API: <a href="/docs">/docs</a></p>` +
      `<script type="module" src="/operator.js"></script>`,
  )
}

export function operatorPages(app: FastifyInstance, services: readonly OperatedService[]): void {
  const serve = (url: string, type: string, text: string) =>
    app.route({
      method: 'GET',
      url,
      config: { may: { roles: 'public' } },
      schema: { hide: true, response: { 200: Type.String() } },
      handler: async (_request, reply) => reply.headers(HEADERS).type(type).send(text),
    })
  serve('/operator', 'text/html; charset=utf-8', operatorHtml(services))
  serve('/operator.js', 'text/javascript; charset=utf-8', SCRIPT)
}
