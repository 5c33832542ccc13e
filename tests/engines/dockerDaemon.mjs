// Stands in for a Docker daemon on a Unix socket: every container becomes healthy at once; what was asked of it is kept.
// Does not: run anything.
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/** @returns {Promise<{ created: object[], calls: string[], close(): Promise<void> }>} */
export async function dockerDaemon(socket) {
  const created = []
  const calls = []
  const running = new Map()
  const state = { Status: 'running', Running: true, StartedAt: new Date().toISOString(), Health: { Status: 'healthy' } }

  async function answer(method, path, request) {
    if (path === '/info') return { ServerVersion: '28.0.0', OperatingSystem: 'stand-in', OSType: 'linux', Architecture: 'x86_64' }
    if (path === '/containers/create') {
      const wanted = await json(request)
      const id = `${created.length}`.padStart(12, '0')
      created.push(wanted)
      running.set(id, wanted)
      return { Id: id, Warnings: [] }
    }
    const [, id, deed] = /^\/containers\/(\w+)\/?(\w*)$/.exec(path) ?? []
    const wanted = running.get(id)
    if (wanted === undefined) return path.startsWith('/images/') ? { Id: 'sha256:0', Config: {}, RepoTags: [] } : []
    if (method === 'DELETE') return (running.delete(id), undefined)
    if (deed !== 'json') return undefined
    const ports = Object.fromEntries(
      Object.entries(wanted.HostConfig.PortBindings).map(([port, [{ HostIp = '0.0.0.0', HostPort }]]) => [
        port,
        [{ HostIp, HostPort }],
      ]),
    )
    const config = { Hostname: wanted.Hostname, Labels: wanted.Labels ?? {}, Env: wanted.Env, Image: wanted.Image }
    return {
      Id: id,
      Name: `/${id}`,
      State: state,
      Config: config,
      NetworkSettings: { Ports: ports, Networks: {} },
      HostConfig: {},
    }
  }

  const server = createServer((request, response) => void handle(request, response))
  async function handle(request, response) {
    const url = new URL(request.url, 'http://docker')
    const path = url.pathname.replace(/^\/v[\d.]+/, '')
    calls.push(`${request.method} ${path}`)
    const said = await answer(request.method, path, request)
    response.writeHead(said === undefined ? 204 : 200, { 'content-type': 'application/json' })
    response.end(said === undefined ? undefined : JSON.stringify(said))
  }
  await new Promise((resolve) => server.listen(socket, resolve))
  return {
    created,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
