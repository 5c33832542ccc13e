// A TCP proxy between a client and an engine that can be slow, silent, gone, or lose the replies after the work was done.
// Guarantees: bytes of a direction keep their order, also when the mode changes; `pass` after any mode lets new connections through.
// Does not: understand what it carries; a mode holds for all connections.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export type ProxyMode =
  | { readonly kind: 'pass' }
  /** Every piece comes so much later, in both directions. */
  | { readonly kind: 'slow'; readonly latencyMs: number }
  /** Connections stay open and nothing passes, as with a paused machine. */
  | { readonly kind: 'silent' }
  /** Connections are torn and new ones refused. */
  | { readonly kind: 'cut' }
  /** Requests arrive, their replies do not: each connection is torn at its first reply. */
  | { readonly kind: 'lose-replies' }

export class FaultProxy {
  readonly port: number
  private readonly server: Server
  private readonly links = new Set<Link>()
  private mode: ProxyMode = { kind: 'pass' }

  private constructor(server: Server) {
    this.server = server
    this.port = (server.address() as AddressInfo).port
  }

  static async open(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
    const server = createServer({ noDelay: true })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve)
    })
    const proxy = new FaultProxy(server)
    server.on('connection', (client) => proxy.accept(client, target))
    return proxy
  }

  set(mode: ProxyMode): void {
    this.mode = mode
    for (const link of this.links) {
      if (mode.kind === 'cut') link.tear()
      else link.pump()
    }
  }

  async close(): Promise<void> {
    for (const link of this.links) link.tear()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private accept(client: Socket, target: { host: string; port: number }): void {
    client.on('error', () => client.destroy())
    if (this.mode.kind === 'cut') return void client.resetAndDestroy()
    const server = connect({ ...target, noDelay: true })
    const link = new Link(client, server, () => this.mode)
    this.links.add(link)
    client.once('close', () => this.links.delete(link))
  }
}

class Link {
  private readonly client: Socket
  private readonly server: Socket
  private readonly directions: readonly Direction[]

  constructor(client: Socket, server: Socket, mode: () => ProxyMode) {
    this.client = client
    this.server = server
    const tear = () => this.tear()
    this.directions = [new Direction(client, server, mode), new Direction(server, client, mode, tear)]
    for (const socket of [client, server]) socket.on('error', tear).on('close', tear)
  }

  tear(): void {
    this.client.destroy()
    this.server.destroy()
  }

  pump(): void {
    for (const direction of this.directions) direction.pump()
  }
}

const HELD_BYTES_MAX = 1_048_576

class Direction {
  private readonly from: Socket
  private readonly to: Socket
  private readonly mode: () => ProxyMode
  private readonly tear: (() => void) | undefined
  private readonly held: { readonly due: number; readonly bytes: Buffer }[] = []
  private timer: NodeJS.Timeout | undefined

  /** `tear` is given for the direction of the replies. */
  constructor(from: Socket, to: Socket, mode: () => ProxyMode, tear?: () => void) {
    this.from = from
    this.to = to
    this.mode = mode
    this.tear = tear
    from.on('data', (bytes) => this.take(bytes))
    to.on('drain', () => from.resume())
  }

  pump(): void {
    clearTimeout(this.timer)
    if (this.mode().kind === 'silent') return
    for (let next = this.held[0]; next; next = this.held[0]) {
      const wait = this.mode().kind === 'slow' ? next.due - performance.now() : 0
      if (wait > 0) {
        this.timer = setTimeout(() => this.pump(), wait)
        return
      }
      this.held.shift()
      if (!this.to.destroyed && !this.to.write(next.bytes)) this.from.pause()
    }
    if (!this.to.writableNeedDrain) this.from.resume()
  }

  private take(bytes: Buffer): void {
    const mode = this.mode()
    if (mode.kind === 'lose-replies' && this.tear) return this.tear()
    this.held.push({ due: performance.now() + (mode.kind === 'slow' ? mode.latencyMs : 0), bytes })
    const size = this.held.reduce((sum, piece) => sum + piece.bytes.length, 0)
    if (size > HELD_BYTES_MAX) this.from.pause()
    this.pump()
  }
}
