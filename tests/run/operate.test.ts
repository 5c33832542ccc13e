// `simpul replay` and `simpul redrive` against a Simpul that is played here: pages, exit codes, one request however often it is asked.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { parseArguments } from '../../infra/run/arguments.mjs'
import { redrive, replay } from '../../infra/run/operate.mjs'

type Answer = (request: IncomingMessage, body: string) => [number, unknown]

async function against<Result>(answer: Answer, run: (api: string) => Promise<Result>): Promise<Result> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      const [status, told] = answer(request, body)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    return await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
  }
}

const root = tmpdir()
const env = { SIMPUL_TOKEN: 'a-token', SIMPUL_DATA: '/nowhere' }

function told(out: string[], flags: Record<string, string>) {
  return { root, flags, env, out: (line: string) => void out.push(line) }
}

const replayOf = (result: string) => ({
  sequence: 7,
  edition: '2026-11-24',
  akadOn: '2025-03-10',
  result,
  differences: ['R-ACCESS'],
})

test('replay reads every page, says what came out otherwise, and ends with 1', async () => {
  const pages = [
    { items: [{ id: 'a', replays: [replayOf('identical')] }], next: 'p 2' },
    { items: [{ id: 'b', replays: [replayOf('different'), replayOf('edition-missing')] }], next: null },
  ]
  const asked: unknown[] = []
  const out: string[] = []
  const code = await against(
    ({ url, headers }) => {
      asked.push([url, headers.authorization])
      return [200, pages[asked.length - 1]]
    },
    (api) => replay(told(out, { api })),
  )
  expect(code).toBe(1)
  expect(asked).toEqual([
    ['/microcredit/verdict-replays?limit=100', 'Bearer a-token'],
    ['/microcredit/verdict-replays?limit=100&after=p%202', 'Bearer a-token'],
  ])
  expect(out[0]).toContain('b:7 akad 2025-03-10')
  expect(out.at(-1)).toContain('3 putusan / verdicts dari / of 2 pengajuan')
})

test('replay ends with 0 when every verdict is identical', async () => {
  const page = { items: [{ id: 'a', replays: [replayOf('identical')] }], next: null }
  expect(
    await against(
      () => [200, page],
      (api) => replay(told([], { api })),
    ),
  ).toBe(0)
})

test('redrive asks under one key for one block, waits until it is done, and says what came of it', async () => {
  const keys: unknown[] = []
  const run = (since: string, status: string) =>
    against(
      ({ method, url, headers }, body) => {
        if (method === 'POST') {
          keys.push(headers['idempotency-key'])
          expect(JSON.parse(body)).toEqual({ group: 'g', key: 'k', why: 'mended' })
          return [201, { id: 'r1', version: 1 }]
        }
        if (url?.includes('blocked-keys'))
          return [200, { items: [{ group: 'g', key: 'k', sequence: 3, cause: 'x', since }], next: null }]
        return [200, { items: [{ id: 'r1', status, outcome: null }], next: null }]
      },
      (api) => redrive(told([], { api, group: 'g', key: 'k', why: 'mended' })),
    )
  expect([await run('1', 'done'), await run('1', 'done'), await run('2', 'failed')]).toEqual([0, 0, 1])
  expect([keys[0] === keys[1], keys[1] === keys[2]]).toEqual([true, false])
})

test('redrive without a group lists what is blocked; a refusal and a missing word are one sentence', async () => {
  const out: string[] = []
  const rows = { items: [{ group: 'g', key: 'k', sequence: null, cause: 'TypeError', since: 's' }], next: null }
  expect(
    await against(
      () => [200, rows],
      (api) => redrive(told(out, { api })),
    ),
  ).toBe(0)
  expect(out).toEqual(['--group g --key k   TypeError s', '1 kunci tertahan / blocked keys'])
  await expect(
    against(
      () => [403, { detail: 'bukan operator' }],
      (api) => replay(told([], { api })),
    ),
  ).rejects.toThrow('Simpul menolak: bukan operator')
  await expect(
    against(
      () => [200, rows],
      (api) => redrive(told([], { api, group: 'g' })),
    ),
  ).rejects.toThrow('--key dan --why')
  await expect(replay(told([], {}))).rejects.toThrow('sebutkan alamatnya: --api')
  await expect(replay(told([], { api: 'http://127.0.0.1:9' }))).rejects.toThrow('tidak menjawab')
  await expect(replay({ root, flags: { api: 'http://127.0.0.1:9' }, env: { SIMPUL_DATA: '/nowhere' } })).rejects.toThrow(
    'SIMPUL_TOKEN',
  )
})

test('a command that takes a file says so, and has its own flags', () => {
  expect(parseArguments(['verdict', '-', '--akad', '2025-03-10', '--json'])).toMatchObject({
    flags: { file: '-', akad: '2025-03-10', json: true },
  })
  expect(parseArguments(['import', 'a.csv', '--dry-run'])).toMatchObject({ flags: { file: 'a.csv', 'dry-run': true } })
  expect(parseArguments(['portfolio', 'a.json', '--needs', 'n.csv', '--csv', '--what-if', '10'])).toMatchObject({
    flags: { file: 'a.json', needs: 'n.csv', csv: true, 'what-if': '10' },
  })
  expect(() => parseArguments(['verdict'])).toThrow('simpul verdict BERKAS')
  expect(() => parseArguments(['import', '--dry-run'])).toThrow('simpul import BERKAS')
  expect(() => parseArguments(['verdict', 'a', '--dry-run'])).toThrow('--akad --edition --json')
})
