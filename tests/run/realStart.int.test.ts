// `npm start -- --once` as a stranger runs it: the real launcher, simulators, services and story, on the engines of this test run.
// Shows: it tells the story to its end and stops everything; one service in the roles that were asked for needs no other.
// Does not: start engines, nor start again; goesOn.int.test.ts does both.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '@simpul/testkit/freePort'

const ROOT = new URL('../../', import.meta.url).pathname
const data = mkdtempSync(join(tmpdir(), 'simpul-real-'))
const epoch = `r${randomUUID().slice(0, 8)}`
afterAll(() => rmSync(data, { recursive: true, force: true }))

function simpul(words: readonly string[]) {
  const child = spawn(process.execPath, ['infra/run.mjs', 'start', '--engines', 'external', '--data', data, ...words], {
    cwd: ROOT,
    env: { ...process.env, SIMPUL_EPOCH: epoch, SIMPUL_DB_PREFIX: epoch },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, said: () => said, code }
}

async function once(): Promise<{ code: number | null; said: string }> {
  const { said, code } = simpul(['--once', '--port', String(await freePort())])
  return { code: await code, said: said() }
}

const TOLD = [
  /Siti Rahayu .* applies for Rp40\.000\.000/,
  /ApplicationSubmitted +[0-9a-f-]{36}/,
  /ApplicationDisbursed/,
  /Hasil aturan \/ verdict: eligible/,
  /R-BIZAGE +pass +Usaha berjalan \d+ bulan; syaratnya 6\. \/ The business has run for \d+ months; 6 are needed\.\n +\[\?\]/,
  /R-ACCESS +pass +\S.* \/ \S.*\n +\[N\]/,
  /1 +Rp1\.216\.877/,
]

const QUOTA_TOLD = [
  /before +batas Rp400.000.000, ditahan Rp0, dijanjikan Rp0, cair Rp0\n/,
  /after +batas Rp400.000.000, ditahan Rp0, dijanjikan Rp0, cair Rp40.000.000\n/,
]

test('tells the story to its end and stops', async () => {
  const { code, said } = await once()
  expect(said).not.toMatch(/\n\s+at /)
  expect(code, said).toBe(0)
  for (const line of [...TOLD, ...QUOTA_TOLD]) expect(said).toMatch(line)
}, 90_000)

test('one service in one role starts without the others: its pages and routes answer, nobody else’s are there', async () => {
  const port = await freePort()
  const { child, said, code } = simpul(['--only', 'partners', '--roles', 'api', '--port', String(port)])
  await expect.poll(said, { timeout: 60_000, interval: 100 }).toMatch(/Simpul berjalan/)
  expect(said()).toMatch(/no story: it needs market, microcredit, too/)
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ok' })
  expect((await get('/partners/parties')).status).toBe(401)
  expect((await get('/microcredit/simulations/verdict')).status).toBe(404)
  const { paths } = JSON.parse((await get('/openapi.json')).text) as { paths: Record<string, unknown> }
  expect(Object.keys(paths).filter((path) => !path.startsWith('/partners/'))).toEqual([])
  child.kill('SIGINT')
  expect(await code, said()).toBe(0)
}, 120_000)
