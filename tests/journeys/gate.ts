// What stands between the services of an installation in a test: all that they ask of each other passes here, until it is shut.
// Guarantees: shut, it hangs up on whoever asks, as a service that is away does. Does not: keep anything.
import { createServer, request as ask, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export class Gate {
  isOpen = true
  private server: Server | null = null

  /** Answers the gate's own address. */
  async before(api: string): Promise<string> {
    const { hostname, port } = new URL(api)
    this.server = createServer((incoming, outgoing) => {
      if (!this.isOpen) return void incoming.socket.destroy()
      const { method, url: path, headers } = incoming
      const passed = ask({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      passed.on('error', () => outgoing.destroy())
      return incoming.pipe(passed)
    })
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }
}
