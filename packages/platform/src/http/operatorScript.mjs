// The script of /operator, run by the operator's browser: asks the lists of each service with the operator's token, and sends what they decide.
// Guarantees: the token stays in the memory of this page alone; whatever a list holds is shown as text; a request that is sent again after
// a lost answer has the same Idempotency-Key. Does not: refresh by itself. Shown by operatorPage.test.ts.

export const LISTS = [
  { path: 'tasks', title: 'Langkah yang menunggu / steps that wait', act: 'resumptions', button: 'Lanjutkan / resume' },
  { path: 'blocked-keys', title: 'Kunci yang tertahan / blocked keys', act: 'redrives', button: 'Jalankan lagi / redrive' },
  { path: 'lag', title: 'Yang tertinggal / what lags' },
  { path: 'requests', title: 'Permintaan operator / operators’ requests' },
]

/** What a button on this row asks for; null: the platform tries it again by itself. */
export function bodyOf(path, item, why) {
  if (path === 'tasks') return { task: item.id, why }
  if (path === 'blocked-keys' && item.triedAgain !== true) return { group: item.group, key: item.key, why }
  return null
}

/** As a row calls it, and as a person does. */
const WORDS = {
  process: 'proses / process',
  aggregateId: 'perihal / about',
  round: 'putaran / round',
  step: 'langkah / step',
  problem: 'masalah / problem',
  openedAt: 'sejak / since',
  group: 'kelompok / group',
  key: 'kunci / key',
  sequence: 'urutan / sequence',
  cause: 'sebab / cause',
  since: 'sejak / since',
  kind: 'jenis / kind',
  of: 'milik / of',
  behind: 'tertinggal / behind',
  oldestSeconds: 'tertua, detik / oldest, seconds',
  why: 'alasan / why',
  at: 'waktu / at',
  status: 'keadaan / status',
  outcome: 'hasil / outcome',
}

/** `{step: 'plan', sequence: null}` → `langkah / step: plan`; one line a field that says something. */
export const linesOf = (item) =>
  Object.entries(item).flatMap(([name, value]) => {
    if (value === null || value === false) return []
    return name === 'triedAgain' ? ['dicoba lagi sendiri / tried again by itself'] : [`${WORDS[name] ?? name}: ${value}`]
  })

const UNREACHED =
  'Tidak ada jawaban yang dapat dibaca. Periksa jaringan, lalu coba lagi. / No answer that can be read. Try again.'

/** What a browser or a broken answer throws is no sentence for a person; a problem of ours is. */
async function reached(work) {
  try {
    return await work()
  } catch (error) {
    throw new Error(UNREACHED, { cause: error })
  }
}

/** Not `crypto.randomUUID`, which a browser has under HTTPS and on its own machine alone. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

export async function ask(fetched, token, path, body, key) {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'id' }
  if (body !== undefined) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': key })
  const options = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await reached(() => fetched(path, options))
  const told = await reached(() => answer.json())
  if (!answer.ok) throw new Error(told.detail ?? `HTTP ${answer.status}`)
  return told
}

export function start(page, fetched, { prompt, newKey }) {
  const form = page.querySelector('form')
  const status = page.querySelector('#status')
  const services = form.dataset.services.split(',').filter(Boolean)
  const token = () => page.querySelector('#token').value.trim()
  const element = (tag, text) => Object.assign(page.createElement(tag), { textContent: text })

  /** By what was asked, until it is answered: asked again after a lost answer, it is the same request. */
  const unanswered = new Map()

  async function attempt(work) {
    status.textContent = 'Sebentar … / one moment …'
    try {
      status.textContent = await work()
    } catch (error) {
      status.textContent = error.message
    }
  }

  async function send(service, act, body) {
    const path = `/${service}/operator/${act}`
    const what = path + JSON.stringify(body)
    const key = unanswered.get(what) ?? newKey()
    unanswered.set(what, key)
    const { id } = await ask(fetched, token(), path, body, key)
    unanswered.delete(what)
    await load()
    return `Tercatat / recorded: ${id}`
  }

  function card(service, list, item) {
    const box = element('li', '')
    for (const line of linesOf(item)) box.append(element('div', line))
    if (list.act !== undefined && bodyOf(list.path, item, '') !== null) {
      const button = element('button', list.button)
      button.type = 'button'
      button.addEventListener('click', () => {
        const why = prompt('Mengapa? Tanpa nama orang. / Why? No names of people.')
        if (why) void attempt(() => send(service, list.act, bodyOf(list.path, item, why)))
      })
      box.append(button)
    }
    return box
  }

  async function load() {
    for (const service of services)
      for (const list of LISTS) {
        const { items } = await ask(fetched, token(), `/${service}/operator/${list.path}`)
        const cards = items.map((item) => card(service, list, item))
        page
          .querySelector(`#${service}-${list.path}`)
          .replaceChildren(...(cards.length > 0 ? cards : [element('li', 'Tidak ada / none')]))
      }
    return 'Termuat / loaded'
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(load)
  })
  page.querySelector('#rebuild').addEventListener('click', () => {
    const [service, projection] = page.querySelector('#projection').value.split('.')
    const why = prompt('Mengapa dibangun ulang? / Why rebuild it?')
    if (why) void attempt(() => send(service, 'rebuilds', { projection, why }))
  })
}

if (typeof document !== 'undefined')
  start(document, (...asked) => fetch(...asked), { prompt: (text) => window.prompt(text), newKey })
