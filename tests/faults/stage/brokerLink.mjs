// Preloaded into a role (`node --import`): what it connects to one port of this machine goes to another, `SIMPUL_BROKER_LINK=from:to`.
// A broker tells every client the same address, so a link of the role's own to it can be disturbed in no other way.
import net from 'node:net'

const [from, to] = (process.env['SIMPUL_BROKER_LINK'] ?? '').split(':').map(Number)
const connect = net.connect

net.connect = (options, ...rest) => connect(options?.port === from ? { ...options, port: to } : options, ...rest)
