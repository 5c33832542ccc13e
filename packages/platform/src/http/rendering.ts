// What a route makes at the moment it is asked: a page, a letter, an export as it streams.
// Guarantees: never kept by a cache in between, no script, forms to the same host alone, nothing guessed at by a browser; a stream is pulled as fast as it is read.
import { refuse } from '../aggregate/refusals.ts'
import { askedOf, type Handler, type Mounting } from './mounting.ts'
import type { RenderedEntry } from './routes.ts'

export function rendering({ service }: Mounting, entry: RenderedEntry): Handler {
  return async (request, reply) => {
    const found = await entry.read(askedOf(request, service))
    if (found === null) throw refuse('platform/not-found')
    const { contentType, body, name, shown } = found
    void reply.headers({
      'content-type': contentType,
      'cache-control': 'private, no-store',
      'content-disposition': `${shown}; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; sandbox allow-forms",
      'cross-origin-resource-policy': 'same-origin',
    })
    return reply.send(body)
  }
}
