// What a route renders is sent as it says, kept by nobody on the way, and its name cannot break out of the header.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import type { Mounting } from './mounting.ts'
import { rendering } from './rendering.ts'
import type { Rendered, RenderedEntry } from './routes.ts'

async function sent(rendered: Rendered | null) {
  const headers: Record<string, unknown> = {}
  const reply = {
    headers: (some: object) => Object.assign(headers, some),
    send: (body: unknown) => ({ body, headers }),
  } as unknown as FastifyReply
  const entry = { kind: 'rendered', read: async () => rendered } as unknown as RenderedEntry
  const handle = rendering({ service: { name: 's', context: {} } } as unknown as Mounting, entry)
  return (await handle({ params: {}, query: {} } as FastifyRequest, reply)) as { body: unknown; headers: Record<string, string> }
}

test('a page comes with a policy that runs nothing, and no cache keeps it', async () => {
  const { body, headers } = await sent({ contentType: 'text/html', body: '<p>', name: 'a"\r\nx: y.html', shown: 'inline' })
  expect(body).toBe('<p>')
  expect(headers).toMatchObject({
    'content-type': 'text/html',
    'cache-control': 'private, no-store',
    'content-disposition': 'inline; filename="a___x__y.html"',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
})

test('nothing to show is the same as nothing there', () =>
  expect(sent(null)).rejects.toMatchObject({ code: 'platform/not-found' }))
