// `node infra/simulators/src/main.ts --port P --keys DIR [--host H] [--url U]`: prints `READY <port>`, stops on SIGTERM.
// Guarantees: a start that fails says why in one sentence and exits with 1; never runs where NODE_ENV is production.
import { parseArgs } from 'node:util'
import { startSimulators } from './index.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    keys: { type: 'string', default: '.data/keys' },
    host: { type: 'string', default: '127.0.0.1' },
    url: { type: 'string' },
  },
})

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

if (process.env['NODE_ENV'] === 'production')
  fail('The simulators give any role to anyone, so they do not start with NODE_ENV=production.')
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`--port ${values.port} is no port: give a number from 0 to 65535.`)

const simulators = await startSimulators({
  port,
  keysFolder: values.keys,
  host: values.host,
  ...(values.url === undefined ? {} : { publicUrl: values.url }),
}).catch((thrown: unknown) => {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  if (code === 'EADDRINUSE') fail(`Port ${port} is taken: stop what listens there or give another --port.`)
  if (code === 'EACCES' || code === 'ENOSPC' || code === 'EROFS')
    fail(`The key cannot be kept in ${values.keys} (${code}): give a writable --keys folder.`)
  throw thrown
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void simulators.close().then(() => process.exit(0))
  })
}
console.log(`READY ${simulators.port}`)
