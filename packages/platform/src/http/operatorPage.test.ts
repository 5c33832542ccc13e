import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operatorHtml } from './operatorPage.ts'
import { ask, bodyOf, LISTS, linesOf, newKey, start } from './operatorScript.mjs'
import { sampleApp, type Sample } from './sampleApp.ts'

describe('the page /operator', () => {
  let app: Sample['app']
  beforeAll(async () => {
    app = (await sampleApp({ operated: [{ name: 'sample', projections: ['sums'] }] })).app
  })
  afterAll(() => app.close())

  test('opens for anyone, shows no data, and lets only its own script speak, to here alone', async () => {
    const answer = await app.inject({ url: '/operator', headers: { accept: 'text/html' } })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'; connect-src 'self'")
    expect(answer.body).toContain('<html lang="id">')
    expect(answer.body).toContain('width=device-width')
    expect(answer.body.indexOf('Apa yang berhenti')).toBeLessThan(answer.body.indexOf('What stands still'))
    expect(answer.body).not.toMatch(/<script(?! type="module" src="\/operator\.js"><\/script>)/)
    for (const { path } of LISTS) expect(answer.body).toContain(`id="sample-${path}"><li>Belum dimuat`)
    expect(answer.body, 'a thumb hits it').toContain('input,select,button{font:inherit;min-height:44px')
    expect(answer.body).toContain('<option>sample.sums</option>')
  })

  test('its script is served as script', async () => {
    const answer = await app.inject({ url: '/operator.js' })
    expect(answer.headers['content-type']).toContain('text/javascript')
    expect(answer.body).toContain('export function start(')
  })

  test('names are escaped', () => {
    expect(operatorHtml([{ name: 'a"><script>', projections: ['<b>'] }])).not.toContain('<script>')
    expect(operatorHtml([{ name: 'a', projections: ['<b>'] }])).toContain('a.&lt;b&gt;')
  })
})

describe('its script', () => {
  test('a row says what it has, and asks for what can be done about it', () => {
    const task = { id: 't', step: 'plan', sequence: null, triedAgain: false }
    expect(linesOf(task)).toEqual(['id: t', 'langkah / step: plan'])
    expect(linesOf({ triedAgain: true })).toEqual(['dicoba lagi sendiri / tried again by itself'])
    expect(bodyOf('tasks', task, 'w')).toEqual({ task: 't', why: 'w' })
    expect(bodyOf('blocked-keys', { group: 'g', key: 'a', triedAgain: false }, 'w')).toEqual({ group: 'g', key: 'a', why: 'w' })
    expect(bodyOf('blocked-keys', { group: 'relay.x', key: 'a', triedAgain: true }, 'w')).toBeNull()
  })

  test('reads with the token, writes with a key, and tells a problem by its sentence', async () => {
    const asked: unknown[] = []
    const fetched =
      (ok: boolean, body: object) =>
      async (...given: unknown[]) => (asked.push(given), { ok, status: 422, json: async () => body })
    expect(await ask(fetched(true, { items: [] }), 'T', '/a/operator/tasks')).toEqual({ items: [] })
    await ask(fetched(true, { id: 'o' }), 'T', '/a/operator/redrives', { key: 'a' }, 'K')
    await expect(ask(fetched(false, { detail: 'Kunci itu tidak tertahan.' }), 'T', '/a', {}, 'K')).rejects.toThrow('Kunci itu')
    const headers = { authorization: 'Bearer T', 'accept-language': 'id' }
    expect(asked.slice(0, 2)).toEqual([
      ['/a/operator/tasks', { headers }],
      [
        '/a/operator/redrives',
        {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'K' },
          body: '{"key":"a"}',
        },
      ],
    ])
  })

  test.each([
    ['no network', async () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'an answer that is no JSON',
      async () => ({ ok: false, status: 502, json: () => Promise.reject(new SyntaxError('Unexpected token')) }),
    ],
  ])('%s is told in a sentence', async (_, fetched) => {
    await expect(ask(fetched, 'T', '/a')).rejects.toThrow(/^Tidak ada jawaban yang dapat dibaca/)
  })

  test('a key is a new one each time, also where a browser has no randomUUID', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(newKey()).not.toBe(newKey())
  })

  test('what is asked again after a lost answer has the same key, and another key once it was answered', async () => {
    const keys: unknown[] = []
    let lost = true
    const fetched = async (_: string, { headers }: { headers?: Record<string, string> }) => {
      const key = headers?.['idempotency-key']
      if (key === undefined) return { ok: true, status: 200, json: async () => ({ items: [] }) }
      keys.push(key)
      if (lost) throw new TypeError('Failed to fetch')
      return { ok: true, status: 201, json: async () => ({ id: 'o' }) }
    }
    const page = pageOf({ projection: 'sample.sums' })
    let made = 0
    start(page, fetched, { prompt: () => 'lipatan berubah', newKey: () => `k${(made += 1)}` })
    const rebuild = () => page.press('#rebuild')
    await rebuild()
    expect(page.told()).toMatch(/^Tidak ada jawaban/)
    lost = false
    await rebuild()
    expect(page.told()).toBe('Tercatat / recorded: o')
    await rebuild()
    expect(keys).toEqual(['k1', 'k1', 'k2'])
  })
})

/** As much of a browser's page as a press of a button needs. */
function pageOf({ projection }: { projection: string }) {
  const pressed = new Map<string, () => void>()
  const status = { textContent: '' }
  const elements: Record<string, object> = {
    form: { dataset: { services: '' }, addEventListener: () => undefined },
    '#status': status,
    '#token': { value: 'T' },
    '#projection': { value: projection },
    '#rebuild': { addEventListener: (_: string, act: () => void) => pressed.set('#rebuild', act) },
  }
  return {
    querySelector: (name: string) => elements[name],
    told: () => status.textContent,
    async press(name: string) {
      pressed.get(name)?.()
      await expect.poll(() => status.textContent, { interval: 1 }).not.toMatch(/^Sebentar/)
    },
  }
}
