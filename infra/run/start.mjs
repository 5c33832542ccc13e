// `npm start` and `npm run dev`: the whole of Simpul on one machine, from nothing to a told story, until Ctrl-C.
// Guarantees: one instance a data folder; whatever way it ends, services stop before simulators and those before engines,
//   within 10 s; a part that dies ends the rest with one sentence and exit code 1.
// Does not: restart dead parts (dev does, for the services): a start from the same data folder goes on where it stood.
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as realEngines from '../engines/index.mjs'
import { oneOf, runOptions } from './arguments.mjs'
import { startChild } from './children.mjs'
import { restartOnChange } from './dev.mjs'
import { installationEnv, removeData } from './installation.mjs'
import { takeLock } from './lock.mjs'
import { endedBy, Problem, sentenceOf, Stopped } from './problem.mjs'
import { runProgram, stopPrograms } from './programs.mjs'
import { smallEnvironment } from './smallProcess.mjs'
import { dependencies, environmentOf, toolchain } from './toolchain.mjs'

// 6 + 1 + 2 s: the drain of 10 s that a person is promised; what takes longer is killed, which every part survives by design.
const SERVICES_STOP_MS = 6_000
const SIMULATORS_STOP_MS = 1_000
const ENGINES_STOP_MS = 2_000

/** What a start is made of; tests put stand-ins here. */
export const REAL_PARTS = {
  engines: realEngines,
  main: 'services/main.ts',
  simulators: 'infra/simulators/src/main.ts',
  play: 'examples/play.ts',
  async tools({ root, say }) {
    const tools = await toolchain({ cache: realEngines.cacheFolder(), progress: say })
    await dependencies({ root, ...tools, progress: say })
    return tools
  },
}

/** @returns {Promise<number>} the exit code */
export async function start({ root, flags, say, onStop, watch = false, parts = REAL_PARTS, env = process.env }) {
  const options = runOptions(flags, env, root)
  for (const name of options.only ?? []) oneOf('only', name, servicesOf(root))
  const mode = parts.engines.chooseMode({ flag: options.engines, env })
  const lock = await takeLock({ data: options.data, say })
  const instance = new Instance({ root, options, mode, parts, lock, say, env, watch })
  onStop(async () => {
    say('Berhenti / stopping')
    process.exitCode = 0
    await instance.stop()
  })
  try {
    await instance.start()
    const code = options.empty ? 0 : await instance.play()
    if (options.once) return code
    if (code !== 0) say('Cerita tidak selesai; Simpul tetap berjalan / the story did not end well; Simpul goes on running')
    instance.showPages()
    throw await instance.firstDeath()
  } catch (error) {
    if (instance.stopping) return new Promise(() => {}) // the signal's handler ends the process
    if (!(error instanceof Stopped)) console.error(sentenceOf(error))
    if (env.SIMPUL_DEBUG) console.error(error)
    return 1
  } finally {
    if (!instance.stopping) await instance.stop()
  }
}

class Instance {
  stopping = false
  #given
  #services = []
  #deaths = []
  #simulators
  #engines
  #urls = {}

  constructor(given) {
    this.#given = given
  }

  async start() {
    const { root, options, mode, parts, lock, say, env } = this.#given
    // After the lock: a second start is told of the first one, and what a killed start left no longer holds the port.
    if (options.groups.flat().includes('api')) await requireFreePort(options.port)
    if (options.fresh) await removeData({ data: options.data, mode, yes: options.yes })
    // Engine parts and node packages come from different places and wait for the network, not for each other.
    const [tools] = await together([parts.tools({ root, say }), parts.engines.prepareAll({ mode, progress: say })])
    this.#checkpoint()
    this.tools = tools
    this.env = {
      ...environmentOf(tools, realEngines.cacheFolder(), env),
      ...installationEnv({ data: options.data, env }),
    }
    this.#engines = await parts.engines.startAll({ mode, dataDir: options.data, progress: say, env })
    this.#checkpoint()
    this.#watchEngines()
    Object.assign(this.env, this.#engines.env)
    await this.#startSimulators()
    await this.#startServices()
    lock.tell({ api: this.#urls.api, issuer: this.#urls.issuer, engines: this.#engines.env })
    if (this.#given.watch) restartOnChange({ root, services: this.#services, say, stopped: () => this.stopping })
  }

  async #startSimulators() {
    const { options, parts } = this.#given
    this.#simulators = this.#child('simulators', parts.simulators, ['--port', '0', '--keys', join(options.data, 'keys')])
    const [port] = await this.#simulators.ready()
    this.#watch(this.#simulators)
    const base = `http://127.0.0.1:${port}`
    this.#urls.issuer = `${base}/issuer`
    const systems = ['dukcapil', 'oss', 'sikp', 'slik'].map((system) => [`${system.toUpperCase()}_URL`, `${base}/${system}`])
    Object.assign(this.env, { SIMPUL_ISSUER: this.#urls.issuer, SIMPUL_AUDIENCE: 'simpul' }, Object.fromEntries(systems))
  }

  async #startServices() {
    const { root, options, parts, say } = this.#given
    const api = `http://127.0.0.1:${options.port}`
    this.env.SIMPUL_API_URL = api
    const names = options.only ?? servicesOf(root)
    say(`Menyalakan layanan / starting services: ${names.join(', ')}`)
    for (const roles of options.groups) {
      const port = roles.includes('api') ? ['--port', String(options.port)] : []
      const args = ['--services', names.join(','), '--roles', roles.join(','), ...port]
      const start = () => this.#child(roles.join('+'), parts.main, args)
      this.#services.push({ name: roles.join('+'), start, child: start() })
    }
    await together(this.#services.map(({ child }) => child.ready()))
    // In dev a service that dies waits for the next change; a full disk ends dev as well.
    for (const { child } of this.#services) {
      if (this.#given.watch) this.#deaths.push(child.trouble)
      else this.#watch(child)
    }
    if (!options.groups.flat().includes('api')) return
    await answers(`${api}/readyz`)
    this.#urls.api = api
  }

  #child(name, script, args) {
    this.#checkpoint()
    const { root, options, lock } = this.#given
    const logFile = join(options.data, 'logs', `${name}.log`)
    const child = startChild({
      name,
      program: this.tools.node,
      args: [script, ...args],
      cwd: root,
      env: smallEnvironment(this.env),
      logFile,
    })
    if (child.pid !== undefined) lock.add(name, child.pid)
    return child
  }

  #watch(child) {
    this.#deaths.push(
      child.exited.then(() => child.farewell()),
      child.trouble,
    )
  }

  #watchEngines() {
    const { data } = this.#given.options
    for (const engine of this.#engines.running) {
      const death = ({ code, signal }) =>
        endedBy({ name: engine.name, how: signal ?? `exit code ${code}`, data, logs: join(data, 'logs') })
      this.#deaths.push(engine.exited.then(death))
    }
  }

  /** Resolves with the reason when the first part dies by itself. */
  firstDeath = () => Promise.race([...this.#deaths, new Promise(() => {})])

  async play() {
    const { root, options, parts, say } = this.#given
    if (this.#urls.api === undefined) return 0
    const away = servicesOf(root).filter((name) => !(options.only ?? [name]).includes(name))
    if (away.length > 0) {
      say(`Tanpa cerita / no story: it needs ${away.join(', ')}, too`)
      return 0
    }
    const args = [parts.play, '--api', this.#urls.api, '--issuer', this.#urls.issuer, ...(options.once ? [] : ['--if-empty'])]
    const played = runProgram(this.tools.node, args, { cwd: root, env: this.env, show: true })
    const first = await Promise.race([played, this.firstDeath()])
    if (first instanceof Error) throw first
    return first.code
  }

  showPages() {
    const { root, options } = this.#given
    const pages = [
      ...(this.#urls.api ? [['API', `${this.#urls.api}/docs`], ['Operator', `${this.#urls.api}/operator`]] : []), // prettier-ignore
      ...this.#engines.pages.map(({ name, url }) => [name, url]),
      ['Token', 'bin/simpul token --as officer'],
      ['Log', `${relative(root, options.data) || '.'}/logs/`],
      ['Berhenti / stop', 'Ctrl-C'],
    ]
    console.log(`\nSimpul berjalan / is running\n${pages.map(([name, at]) => `  ${name.padEnd(16)}${at}`).join('\n')}`)
  }

  /** After Ctrl-C nothing more may be started: it would outlive us. */
  #checkpoint() {
    if (this.stopping) throw new Stopped()
  }

  async stop() {
    this.stopping = true
    stopPrograms()
    await Promise.all(this.#services.map(({ child }) => child.stop(SERVICES_STOP_MS)))
    await this.#simulators?.stop(SIMULATORS_STOP_MS)
    if (this.#engines) {
      const stopped = await Promise.race([this.#engines.stop().then(() => true), sleep(ENGINES_STOP_MS, false)])
      if (!stopped) await Promise.all(this.#engines.running.map((engine) => engine.kill()))
    }
    this.#given.lock.release()
  }
}

/** All settle before the first failure is told, so that nothing goes on behind the person's back. */
async function together(promises) {
  const outcomes = await Promise.allSettled(promises)
  const failed = outcomes.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
  return outcomes.map(({ value }) => value)
}

const servicesOf = (root) =>
  readdirSync(join(root, 'services')).filter((name) => existsSync(join(root, 'services', name, 'src', 'service.ts')))

async function answers(url) {
  const deadline = Date.now() + 30_000
  let last = 'no answer'
  while (Date.now() < deadline) {
    const response = await fetch(url).catch((error) => error)
    if (response.ok) return
    last = response.status === undefined ? (response.cause?.code ?? response.message) : `HTTP ${response.status}`
    await sleep(100)
  }
  throw new Problem(
    `${url} belum siap setelah 30 detik (${last}); lihat log API lalu jalankan lagi.`,
    `${url} was not ready after 30 s (${last}); see the API's log and start again.`,
  )
}

function requireFreePort(port) {
  return new Promise((resolve, reject) => {
    const trial = createServer()
    trial.once('error', ({ code }) => reject(portProblem(port, code)))
    trial.listen(port, '127.0.0.1', () => trial.close(resolve))
  })
}

const portProblem = (port, code) =>
  code === 'EACCES'
    ? new Problem(
        `Port ${port} memerlukan hak istimewa; pilih yang lain dengan --port.`,
        `Port ${port} needs privileges; choose another with --port.`,
      )
    : new Problem(
        `Port ${port} sedang dipakai program lain; hentikan program itu atau pilih yang lain: npm start -- --port ${port + 1}.`,
        `Port ${port} is taken by another program; stop that program or choose another: npm start -- --port ${port + 1}.`,
      )
