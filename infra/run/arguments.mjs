// The command line of `npm start` and its sisters.
// Guarantees: an unknown command, flag or value ends as one sentence that names the right ones; nothing was started yet.
// Does not: read the environment beyond SIMPUL_DATA and SIMPUL_ENGINES; npm passes flags after `--`.
import { resolve } from 'node:path'
import { Problem } from './problem.mjs'

export const ROLES = ['api', 'relay', 'projector', 'process', 'worker']
// One small server: three processes keep memory near 3 × 120 MB and still let each half of the system die alone.
export const DEFAULT_ROLES = 'api,relay;projector,process;worker'
export const ENGINE_MODES = ['embedded', 'docker', 'external']

const RUN_FLAGS = ['once', 'fresh', 'yes', 'empty', 'only', 'roles', 'engines', 'port', 'data']
const COMMANDS = {
  start: RUN_FLAGS,
  dev: RUN_FLAGS.filter((flag) => flag !== 'once'),
  test: ['engines', 'suites'],
  'test:unit': 'anything', // passed on to vitest
  check: [],
  fuzz: ['seconds', 'seed'],
  bench: 'anything',
  faults: 'anything',
  population: 'anything',
  simulate: 'anything',
  token: ['as', 'org', 'person', 'data'],
  verdict: ['akad', 'edition', 'json'],
  import: ['dry-run', 'edition'],
  portfolio: ['needs', 'on', 'seconds', 'gap', 'what-if', 'why', 'json', 'csv'],
  replay: ['api', 'data'],
  redrive: ['service', 'group', 'key', 'why', 'api', 'data'],
  mutate: 'anything', // passed on to Stryker
}
const SWITCHES = ['once', 'fresh', 'yes', 'empty', 'json', 'csv', 'dry-run']
/** They take the name of a file, `-` for what is piped in. */
const TAKE_A_FILE = ['verdict', 'import', 'portfolio']

export const USAGE = `simpul start [--once] [--fresh [--yes]] [--empty] [--only partners,microcredit] [--roles "${DEFAULT_ROLES}"]
             [--engines embedded|docker|external] [--port 8080] [--data .data]
simpul dev   (same flags; restarts a process when its source changes)
simpul test  [--suites check,architecture,unit,api,fuzz,int,faults] [--engines ...] | test:unit [vitest arguments] | check
simpul bench | faults | population | simulate (each with arguments of its own: tests/bench, tests/faults, tests/simulation)
simpul fuzz  [--seconds 600] [--seed 1]
simpul token --as officer [--org ID] [--person ID] [--data .data]
simpul verdict FILE|- [--akad 2025-03-10] [--edition 2026-11-24] [--json]
             apa kata aturan tentang satu berkas fakta / what the rules say about a file of facts;
             keluar / exit 0 memenuhi / eligible, 2 bersyarat / conditional, 3 petugas / for a person, 4 belum / not eligible, 1 galat / error
simpul import FILE.csv|FILE.jsonl|- [--dry-run] [--edition 2026-11-24]
             banyak fakta, satu baris satu putusan / facts of many, a verdict a row; salah per baris / faults by row
simpul portfolio FILE.json|- [--needs NEEDS.csv] [--on 2026-11-24] [--what-if 10] [--why N1:N2] [--json | --csv] [--seconds 10] [--gap 0.5]
             pemakaian anggaran CSR terbaik, dengan alasan / the best use of CSR budgets, with reasons (docs/portfolio.md);
             keluar / exit 0 terbukti / proven or within the gap, 2 terbaik sejauh ini / best so far, 3 tidak ada / none keeps all limits
simpul replay [--api URL] [--data .data]
             ulangi semua putusan tersimpan / give all recorded verdicts again; keluar / exit 1 bila ada yang berbeda / if any differs
simpul redrive [--service microcredit] [--group GROUP --key KEY --why WHY] [--api URL] [--data .data]
             jalankan lagi kunci tertahan, atau daftarkan / redrive a blocked key, or list them; token: SIMPUL_TOKEN
simpul mutate [stryker arguments]`

/** @returns {{ command: string, flags: Record<string, string | true>, rest: string[] }} */
export function parseArguments(argv) {
  const [command, ...words] = argv
  if (command === undefined || ['help', '--help', '-h'].includes(command)) return { command: 'help', flags: {}, rest: [] }
  const known = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (known === undefined) {
    const names = Object.keys(COMMANDS).join(', ')
    throw new Problem(`Perintah ${command} tidak dikenal; pilih ${names}.`, `Unknown command ${command}; choose one of ${names}.`)
  }
  if (known === 'anything') return { command, flags: {}, rest: words }
  if (!TAKE_A_FILE.includes(command)) return { command, flags: readFlags(command, known, words), rest: [] }
  const [file, ...flags] = words
  if (file === undefined || file.startsWith('--')) {
    throw new Problem(`Sebutkan berkasnya: simpul ${command} BERKAS.`, `Name the file: simpul ${command} FILE.`)
  }
  return { command, flags: { file, ...readFlags(command, known, flags) }, rest: [] }
}

function readFlags(command, known, words) {
  const flags = {}
  for (let i = 0; i < words.length; i++) {
    const [, name, , inline] = /^--([a-z]+(?:-[a-z]+)*)(=(.*))?$/.exec(words[i]) ?? []
    if (name === undefined || !known.includes(name)) {
      const names = known.map((flag) => `--${flag}`).join(' ') || '(no flags)'
      throw new Problem(
        `${words[i]} tidak dikenal oleh ${command}; yang ada: ${names}.`,
        `${command} does not know ${words[i]}; it has: ${names}.`,
      )
    }
    if (SWITCHES.includes(name)) flags[name] = true
    else flags[name] = inline ?? valueAfter(name, words[++i])
  }
  return flags
}

function valueAfter(name, word) {
  if (word !== undefined && !word.startsWith('--')) return word
  throw new Problem(`--${name} memerlukan nilai.`, `--${name} needs a value.`)
}

export const dataFolder = (flags, env, root) => resolve(root, flags.data ?? env.SIMPUL_DATA ?? '.data')

/** What start and dev are asked for, checked. */
export function runOptions(flags, env, root) {
  const port = Number(flags.port ?? 8080)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(
      `--port ${flags.port} bukan nomor port; pilih 1 sampai 65535.`,
      `--port ${flags.port} is no port; choose 1 to 65535.`,
    )
  }
  const engines = flags.engines ?? env.SIMPUL_ENGINES
  if (engines !== undefined) oneOf('engines', engines, ENGINE_MODES)
  return {
    port,
    engines,
    data: dataFolder(flags, env, root),
    only: flags.only === undefined ? undefined : flags.only.split(',').filter(Boolean),
    groups: roleGroups(flags.roles ?? DEFAULT_ROLES),
    once: flags.once === true,
    fresh: flags.fresh === true,
    yes: flags.yes === true,
    empty: flags.empty === true,
  }
}

/** "api,relay;worker" → [['api', 'relay'], ['worker']]: one process a group. */
export function roleGroups(text) {
  const groups = text.split(';').map((group) =>
    group
      .split(',')
      .map((role) => role.trim())
      .filter(Boolean),
  )
  for (const role of groups.flat()) oneOf('roles', role, ROLES)
  if (groups.some((group) => group.length === 0) || groups.filter((group) => group.includes('api')).length > 1) {
    throw new Problem(
      `--roles ${text} tidak dapat dipakai; setiap kelompok berisi peran dan api hanya sekali, misalnya "${DEFAULT_ROLES}".`,
      `--roles ${text} cannot be used; each group names roles and api stands once, for example "${DEFAULT_ROLES}".`,
    )
  }
  return groups
}

export function oneOf(flag, value, choices) {
  if (choices.includes(value)) return value
  const names = choices.join(', ')
  throw new Problem(`--${flag} ${value} tidak dikenal; pilih ${names}.`, `--${flag} ${value} is unknown; choose from ${names}.`)
}
