// One process of the errands' service, with the platform's own host: `--roles api,relay --port 8080`, as services/main.ts.
import { parseArgs } from 'node:util'
import { ROLES, serve, type ProcessRole } from '@simpul/platform/host'
import { errands } from './service.ts'

const { values } = parseArgs({ options: { roles: { type: 'string', default: ROLES.join(',') }, port: { type: 'string' } } })
const serving = await serve({
  services: [errands],
  roles: values.roles.split(',') as ProcessRole[],
  port: Number(values.port ?? 0),
  host: '127.0.0.1',
  env: process.env,
  onCrash: (error) => {
    throw error
  },
})
process.once('SIGTERM', () => void serving.stop().then(() => process.exit(0)))
process.stdout.write(`READY ${values.roles} ${serving.port}\n`)
