// One process of Simpul: `node services/main.ts --services partners,microcredit --roles api,relay [--port 8080] [--host 127.0.0.1]`.
// Says `READY <roles> <port>` once it works, and drains on SIGTERM. A role without API listens only when given a port, for its health.
// All else comes from the environment (packages/platform/src/config).
import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { ConfigProblem, ROLES, serve, type ProcessRole } from '@simpul/platform/host'
import { SERVICES } from './all.ts'

function chosen<Name extends string>(option: string, text: string, names: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = names.find((known) => known === word)
    if (name === undefined) throw new ConfigProblem(`--${option} ${word} is unknown; choose from ${names.join(', ')}.`)
    return name
  })
}

function portOf(text: string | undefined): number | undefined {
  const port = text === undefined ? undefined : Number(text)
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535)) return port
  throw new ConfigProblem(`--port ${text} is no port; give a number from 0 to 65535.`)
}

async function main(): Promise<void> {
  // Before anything else: as process 1 of a container, a signal that nobody listens to does nothing.
  let stop = async () => {}
  process.once('SIGTERM', () => {
    void stop().then(() => process.exit(0), fail)
  })
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: Object.keys(SERVICES).join(',') },
      roles: { type: 'string', default: ROLES.join(',') },
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  })
  const names = chosen('services', values.services, Object.keys(SERVICES) as (keyof typeof SERVICES)[])
  const roles: ProcessRole[] = chosen('roles', values.roles, ROLES)
  const serving = await serve({
    services: names.map((name) => SERVICES[name]),
    roles,
    port: portOf(values.port),
    host: values.host,
    env: process.env,
    onCrash: fail,
  })
  stop = serving.stop
  process.stdout.write(`READY ${roles.join(',')} ${serving.port}\n`)
  // What was compiled is written now, for a process that will be killed, and no longer kept in memory: 5 MB.
  flushCompileCache()
}

function fail(error: unknown): void {
  process.stderr.write(
    `Error: ${error instanceof ConfigProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}

main().catch(fail)
