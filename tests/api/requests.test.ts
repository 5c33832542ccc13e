// The table of requests is whole and true: without it the other proofs would ask into the void.
import { beforeAll, expect, test } from 'vitest'
import { ask, declaredRoutes, sampleOf } from './asking.ts'
import { requests } from './requests.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

test('every declared route has its request, and no request is for a route that is gone', () => {
  expect(Object.keys(requests).toSorted()).toEqual(declaredRoutes.map(({ name }) => name).toSorted())
})

test.each(declaredRoutes.map((route) => [route.name, route] as const))('%s answers 2xx', async (_, route) => {
  await world.simpul.putBack()
  const answer = await ask(world, route, sampleOf(world, route))
  expect([answer.statusCode, answer.body]).toEqual([
    expect.toSatisfy((status: number) => status >= 200 && status < 300),
    answer.body,
  ])
  // The feed of an aggregate that nobody made is empty.
  if (route.method === 'GET' && !route.path.includes('/internal/feed/')) expect(answer.body.length).toBeGreaterThan(20)
})
