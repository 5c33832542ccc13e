// Stands in for an engine, the simulators and a service process: notes its life in PARTS_LOG and answers where it has a port.
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const options = { port: { type: 'string' }, roles: { type: 'string' }, services: { type: 'string' }, keys: { type: 'string' } }
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const name = String(values.roles ?? positionals[0] ?? 'simulators')
const note = (text) => appendFileSync(process.env.PARTS_LOG, `${text} ${name}\n`)

if (process.env.PART_FAILS === name) {
  console.error('Error: the stand-in was told to fail')
  process.exit(3)
}
// An engine ends with its starter, as infra/engines has it; nothing outlives the longest test.
const starter = process.ppid
if (name === 'kafka') setInterval(() => process.ppid === starter || process.exit(0), 100)
setTimeout(() => process.exit(0), 90_000)
process.on('SIGTERM', () => {
  note('stopped')
  if (process.env.PART_HANGS !== name) process.exit(0)
})
const server = createServer((_request, response) => response.end(JSON.stringify({ access_token: `token-of-${name}` })))
server.listen(Number(values.port ?? 0), '127.0.0.1', () => {
  note(`started ${process.pid}`)
  console.log(`READY ${name} ${server.address().port}`.replace('READY simulators', 'READY'))
})
