// One process of Simpul: `node services/main.ts --services partners,microcredit --roles api,relay [--port 8080] [--host 127.0.0.1]`.
// Says `READY <roles> <port>` once it works, and drains on SIGTERM. All else comes from the environment (packages/platform/src/config).
import { parseArgs } from 'node:util'
import { ConfigProblem, ROLES, serve, type ProcessRole } from '@simpul/platform/host'
import { microcredit } from '@simpul/microcredit'
import { partners } from '@simpul/partners'

const SERVICES = { partners, microcredit }

function chosen<Name extends string>(option: string, text: string, names: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = names.find((known) => known === word)
    if (name === undefined) throw new ConfigProblem(`--${option} ${word} is unknown; choose from ${names.join(', ')}.`)
    return name
  })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: Object.keys(SERVICES).join(',') },
      roles: { type: 'string', default: ROLES.join(',') },
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  })
  const names = chosen('services', values.services, Object.keys(SERVICES) as (keyof typeof SERVICES)[])
  const roles: ProcessRole[] = chosen('roles', values.roles, ROLES)
  const serving = await serve({
    services: names.map((name) => SERVICES[name]),
    roles,
    port: Number(values.port),
    host: values.host,
    env: process.env,
    onCrash: fail,
  })
  process.once('SIGTERM', () => {
    void serving.stop().then(() => process.exit(0), fail)
  })
  process.stdout.write(`READY ${roles.join(',')} ${serving.port}\n`)
}

function fail(error: unknown): void {
  process.stderr.write(
    `Error: ${error instanceof ConfigProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}

main().catch(fail)
