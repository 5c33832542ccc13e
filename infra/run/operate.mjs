// `simpul replay` and `simpul redrive`: what operators ask of a running Simpul, by its operator's routes and with an operator's token.
// Guarantees: every redrive is recorded with its reason before it is done, and asked once however often the command is repeated;
// a replay writes nothing. Exit code 0 only when all is well: no verdict came out otherwise, the redrive is done.
// Does not: hold a right of its own: the token is SIMPUL_TOKEN, or that of the development issuer of the Simpul on this data folder.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { dataFolder } from './arguments.mjs'
import { running } from './lock.mjs'
import { Problem } from './problem.mjs'

const DONE_WITHIN_MS = 60_000
const PAGE = 100

export async function replay({ root, flags, env = process.env, out = console.log }) {
  const ask = await asking({ root, flags, env })
  const count = { applications: 0, verdicts: 0, different: 0, missing: 0 }
  for (let after; after !== null;) {
    const { items, next } = await ask(
      `/microcredit/verdict-replays?limit=${PAGE}${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    )
    for (const { id, replays } of items) {
      count.applications += 1
      for (const { sequence, edition, akadOn, result, differences } of replays) {
        count.verdicts += 1
        if (result === 'different') count.different += 1
        if (result === 'edition-missing') count.missing += 1
        if (result !== 'identical')
          out(`${id}:${sequence} akad ${akadOn}, edisi / edition ${edition}: ${result} ${differences.join(', ')}`)
      }
    }
    after = next
  }
  const { applications, verdicts, different, missing } = count
  out(
    `${verdicts} putusan / verdicts dari / of ${applications} pengajuan / applications: ${different} berbeda / different, ${missing} edisi tidak ada / without their edition`,
  )
  return different + missing === 0 ? 0 : 1
}

export async function redrive({ root, flags, env = process.env, out = console.log }) {
  const ask = await asking({ root, flags, env })
  const service = flags.service ?? 'microcredit'
  if (flags.group === undefined) return list({ ask, service, out })
  if (flags.key === undefined || flags.why === undefined) {
    throw new Problem('Sebutkan juga --key dan --why.', 'Name --key and --why as well.')
  }
  const body = { group: flags.group, key: flags.key, why: flags.why }
  const since = await blockedSince({ ask, service, body })
  // The same block asked for the same reason is one request; when it is blocked anew, it is another one.
  const once = createHash('sha256')
    .update(JSON.stringify([service, body, since]))
    .digest('hex')
    .slice(0, 40)
  const { id } = await ask(`/${service}/operator/redrives`, { body, once })
  for (const until = Date.now() + DONE_WITHIN_MS; Date.now() < until; await sleep(500)) {
    const { items } = await ask(`/${service}/operator/requests?limit=${PAGE}`)
    const found = items.find((request) => request.id === id)
    if (found?.status === 'done' || found?.status === 'failed') {
      out(`${id}: ${found.status} ${found.outcome ?? ''}`)
      return found.status === 'done' ? 0 : 1
    }
  }
  out(`${id}: tercatat, belum dijalankan / recorded, not carried out yet`)
  return 1
}

async function list({ ask, service, out }) {
  const { items } = await ask(`/${service}/operator/blocked-keys?limit=${PAGE}`)
  for (const { group, key, sequence, cause, since } of items)
    out(`--group ${group} --key ${key}  ${sequence ?? ''} ${cause} ${since}`)
  out(`${items.length} kunci tertahan / blocked keys`)
  return 0
}

async function blockedSince({ ask, service, body }) {
  const { items } = await ask(`/${service}/operator/blocked-keys?limit=${PAGE}`)
  return items.find(({ group, key }) => group === body.group && key === body.key)?.since ?? null
}

/** @returns {Promise<(path: string, write?: { body: object, once: string }) => Promise<any>>} */
async function asking({ root, flags, env }) {
  const found = running(dataFolder(flags, env, root))
  const api = flags.api ?? found?.api
  if (api === undefined) {
    throw new Problem(
      'Tidak ada Simpul yang berjalan di sini; sebutkan alamatnya: --api.',
      'No Simpul runs here; name its address: --api.',
    )
  }
  const token = env.SIMPUL_TOKEN ?? (await developmentToken(found))
  return async (path, write) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(write && { 'content-type': 'application/json', 'idempotency-key': write.once }),
    }
    const request = write ? { method: 'POST', headers, body: JSON.stringify(write.body) } : { headers }
    const answer = await fetch(`${api}${path}`, request).catch((error) => {
      throw new Problem(`${api} tidak menjawab (${error.message}).`, `${api} does not answer (${error.message}).`)
    })
    const told = await answer.json().catch(() => ({}))
    if (answer.ok) return told
    const reason = told.detail ?? told.title ?? answer.status
    throw new Problem(`Simpul menolak: ${reason}`, `Simpul refused: ${reason}`)
  }
}

async function developmentToken(found) {
  if (found?.issuer === undefined) {
    throw new Problem('Sebutkan token operator di SIMPUL_TOKEN.', "Put an operator's token into SIMPUL_TOKEN.")
  }
  const answer = await fetch(`${found.issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'operator', person: 'dev-operator' }),
  })
  return (await answer.json()).access_token
}
