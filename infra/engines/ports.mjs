// Loopback ports for engines.
// Guarantees: two engines started at once by this process never get the same port; a taken port is named, with what to do.
// Does not: hold the port; another program may take it between the choice and the engine's bind.
import { connect, createServer } from 'node:net'
import { EngineProblem } from './problem.mjs'

const LOOPBACK = '127.0.0.1'
const given = new Set()

/** The wanted port, or EngineProblem when something else listens there. */
export async function exactly(port, engine) {
  if (await free(port)) return port
  throw new EngineProblem(
    `Port ${port} untuk ${engine} sedang dipakai program lain; hentikan program itu atau pilih port lain.`,
    `Port ${port} for ${engine} is taken by another program; stop it or choose another port.`,
  )
}

/** The first free one of the preferred ports, else any. */
export async function anyOf(preferred) {
  for (const port of preferred) if (port && !given.has(port) && (await free(port))) return take(port)
  for (;;) {
    const port = await listen(0)
    if (port && !given.has(port)) return take(port)
  }
}

const take = (port) => (given.add(port), port)
const free = async (port) => (await listen(port)) !== undefined

const listen = (port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, LOOPBACK, () => {
      const bound = server.address().port
      server.close(() => resolve(bound))
    })
  })

/** Whether something accepts connections at host:port. */
export const accepts = (host, port, timeoutMs = 3_000) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs })
    const end = (answer) => (socket.destroy(), resolve(answer))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
