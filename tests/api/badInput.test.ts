// Bad input for every field of every route: refused as a problem in both languages that points at the field, and nothing is written.
// Guarantees: no answer is a 5xx, whatever is sent; a body that fits its schema may be taken or refused.
import { beforeAll, describe, expect, test } from 'vitest'
import { ask, declaredRoutes, sampleOf, type Answer, type Asking, type DeclaredRoute } from './asking.ts'
import { badBodies, pointerOf, withValue } from './badValues.ts'
import { openWorld, type World } from './world.ts'

interface Told {
  readonly type: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors?: readonly { readonly pointer?: string; readonly parameter?: string; readonly detail: string }[]
}

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const named = (routes: readonly DeclaredRoute[]) => routes.map((route) => [route.name, route] as const)
const writes = declaredRoutes.filter(({ entry: { kind } }) => kind === 'create' || kind === 'command')

/** Asks in both languages; both answers are the same problem, each in its words. */
async function refused(route: DeclaredRoute, asking: Asking, what: string): Promise<Told> {
  const [indonesian, english] = [
    await ask(world, route, { ...asking, language: 'id' }),
    await ask(world, route, { ...asking, language: 'en' }),
  ]
  const [one, other] = [problemOf(indonesian, what), problemOf(english, what)]
  expect([what, other.code]).toEqual([what, one.code])
  expect(other.detail, what).not.toBe(one.detail)
  return one
}

function problemOf(answer: Answer, what: string): Told {
  expect([what, answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
    what,
    expect.toSatisfy((status: number) => status >= 400 && status < 500),
    'application/problem+json; charset=utf-8',
    answer.body,
  ])
  const told = answer.json<Told>()
  expect([what, told.type, told.status]).toEqual([what, `/problems/${told.code}`, answer.statusCode])
  expect(told.detail, what).not.toMatch(/\{\w+\}/)
  return told
}

describe.each(named(writes))('%s', (_, route) => {
  const { entry } = route
  if (entry.kind !== 'create' && entry.kind !== 'command') throw new Error('a write')

  test('refuses each bad value of each field, points at it, and writes nothing', async () => {
    await world.simpul.putBack()
    const before = await world.simpul.written()
    const sample = sampleOf(world, route)
    const hidden = new Set<string>()
    for (const { what, field, body } of badBodies(entry.body, sample.body).refused) {
      const { errors = [] } = await refused(route, { ...sample, payload: JSON.stringify(body) }, what)
      const near = pointerOf(field.path)
      if (!errors.some(({ pointer = '' }) => pointer.startsWith(near) || near.startsWith(`${pointer}/`))) hidden.add(what)
    }
    expect([...hidden], 'problems that point elsewhere').toEqual([])
    expect(await world.simpul.written()).toBe(before)
  })

  test('breaks at nothing that only looks odd', async () => {
    await world.simpul.putBack()
    const sample = sampleOf(world, route)
    for (const { what, body } of badBodies(entry.body, sample.body).odd) {
      const answer = await ask(world, route, { ...sample, payload: JSON.stringify(body) })
      if (answer.statusCode < 300) await world.simpul.putBack()
      else problemOf(answer, what)
    }
  })

  test('refuses what is no body of ours, and writes nothing', async () => {
    await world.simpul.putBack()
    const before = await world.simpul.written()
    const sample = sampleOf(world, route)
    const text = JSON.stringify(sample.body)
    const limit = entry.bodyBytesMax ?? 65_536
    const bodies: readonly [string, string | Buffer, number][] = [
      ['a list', '[]', 400],
      ['null', 'null', 400],
      ['a text', '"x"', 400],
      ['a number', '5', 400],
      ['cut short', text.slice(0, -1), 400],
      ['twice', text + text, 400],
      ['a comment', `${text}//`, 400],
      ['a bare NaN', '{"x":NaN}', 400],
      ['invalid UTF-8', Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xc3, 0x28, 0xff, 0xfe]), Buffer.from('"}')]), 400],
      ['UTF-16', Buffer.from(text, 'utf16le'), 400],
      ['an unknown field', JSON.stringify({ ...sample.body, admin: true }), 400],
      ['__proto__', `{"__proto__":{"admin":true},${text.slice(1)}`, 400],
      ['constructor', JSON.stringify({ ...sample.body, constructor: { prototype: {} } }), 400],
      ['an operator', JSON.stringify({ ...sample.body, $where: '1' }), 400],
      ['a dotted name', JSON.stringify({ ...sample.body, 'state.status': 'verified' }), 400],
      ['too deep', `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`, 400],
      ['as deep as it goes', '['.repeat(limit / 2) + ']'.repeat(limit / 2), 400],
      ['1 MB over the limit', JSON.stringify({ ...sample.body, x: 'x'.repeat(limit + 1_048_576) }), 413],
    ]
    for (const [what, payload, status] of bodies) {
      const told = await refused(route, { ...sample, payload }, what)
      expect([what, told.status]).toEqual([what, status])
    }
    expect(await world.simpul.written()).toBe(before)
  })

  test('refuses bad headers, and writes nothing', async () => {
    await world.simpul.putBack()
    const before = await world.simpul.written()
    const sample = sampleOf(world, route)
    const headers: readonly [Record<string, string>, number][] = [
      [{ 'idempotency-key': '' }, 400],
      [{ 'idempotency-key': 'a b' }, 400],
      [{ 'idempotency-key': 'ключ' }, 400],
      [{ 'idempotency-key': 'k'.repeat(129) }, 400],
      [{ 'content-type': 'text/plain' }, 415],
      [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
      [{ 'content-type': 'multipart/form-data; boundary=x' }, 415],
      [{ 'content-type': 'x' }, 415],
      [{ 'if-match': '*' }, 400],
      [{ 'if-match': 'W/"1"' }, 400],
      [{ 'if-match': '"1", "2"' }, 400],
      [{ 'if-match': '"1e3"' }, 400],
      [{ 'if-match': '"99999999999999999999"' }, 400],
    ]
    for (const [header, status] of headers) {
      const what = JSON.stringify(header).slice(0, 60)
      expect([
        what,
        (await refused(route, { ...sample, payload: JSON.stringify(sample.body), headers: header }, what)).status,
      ]).toEqual([what, status])
    }
    expect(await world.simpul.written()).toBe(before)
  })
})

const HOSTILE_IDS = [
  '$gt',
  '%24where',
  'a%00b',
  '__proto__',
  'constructor',
  '..%2F..%2Fetc',
  'x'.repeat(129),
  '%c0%ae',
  '%F0%9F%92%A9',
  'a b'.replace(' ', '%20'),
  '%7B%22%24gt%22%3A%22%22%7D',
  '-1',
  '0',
  '%E2%80%AE',
]

describe.each(named(declaredRoutes.filter(({ path }) => path.includes(':'))))('%s', (_, route) => {
  test('takes no id that is none', async () => {
    await world.simpul.putBack()
    const before = await world.simpul.written()
    const sample = sampleOf(world, route)
    for (const name of Object.keys(sample.params ?? {}))
      for (const id of HOSTILE_IDS) {
        const asking = { ...sample, params: { ...sample.params, [name]: id } }
        const what = `${name} = ${id.slice(0, 40)}`
        // Whether somebody unknown has rights is answered: none.
        if (route.path.endsWith('/rights/:person')) expect((await ask(world, route, asking)).statusCode, what).toBeLessThan(500)
        else await refused(route, asking, what)
      }
    expect(await world.simpul.written()).toBe(before)
  })
})

const QUERY_TEXTS = [
  '',
  ' ',
  'x'.repeat(9_000),
  'a\u0000b',
  '\u202e',
  '-1',
  '0',
  '1.5',
  '1e3',
  '9007199254740992',
  '-9007199254740992',
  'NaN',
  'Infinity',
  '0x10',
  'true',
  'null',
  '[]',
  '{}',
  '{"$gt":""}',
  '$where',
  '__proto__',
  '2025-02-30',
  '2999-01-01',
  "' or 1=1 --",
]

describe.each(named(declaredRoutes.filter(({ method }) => method === 'GET')))('%s', (_, route) => {
  const { entry } = route

  test('refuses a bad query or takes it, and breaks at none', async () => {
    const sample = sampleOf(world, route)
    const own = 'query' in entry && entry.query ? Object.keys(entry.query.properties) : []
    const names = [...own, ...(entry.kind === 'list' ? ['limit', 'after'] : [])]
    for (const name of names)
      for (const text of QUERY_TEXTS) {
        const answer = await ask(world, route, { ...sample, query: { ...sample.query, [name]: text } })
        const what = `${name}=${text.slice(0, 40)}`
        if (answer.statusCode >= 300)
          expect(problemOf(answer, what).errors ?? [{ parameter: name }], what).toEqual(
            expect.arrayContaining([expect.objectContaining({ parameter: name })]),
          )
        // A page shows again what was asked.
        else expect(answer.body.replaceAll(text, ''), what).not.toMatch(/NaN|Infinity/)
      }
  })

  test('refuses a query that it does not know, or knows once', async () => {
    const sample = sampleOf(world, route)
    const query = Object.entries(sample.query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    const first = query[0]?.split('=')[0]
    const strange = [
      'strange=1',
      '__proto__=1',
      'constructor=1',
      '$where=1',
      'a[b]=1',
      ...(first === undefined ? [] : [`${first}=1`, `${first}[$gt]=`, `${first}.$gt=`]),
    ]
    for (const more of strange) {
      const asked = { ...route, path: `${route.path}?${[...query, more].join('&')}` }
      const told = await refused(asked, { ...sample, query: {} }, more)
      expect([more, told.status, told.code]).toEqual([more, 400, 'http/invalid'])
    }
  })
})

test('lists take no cursor and no version to wait for that we did not give', async () => {
  const lists = declaredRoutes.filter(({ entry }) => entry.kind === 'list' && entry.after)
  expect(lists.length).toBeGreaterThan(0)
  for (const route of lists)
    for (const after of ['x', ':', ':1', 'a:b', `a:${'9'.repeat(16)}`, `${'a'.repeat(129)}:1`, 'a:1e3']) {
      const told = await refused(route, { ...sampleOf(world, route), headers: { 'simpul-after': after } }, after)
      expect([after, told.code]).toEqual([after, 'http/after-malformed'])
    }
})

test('the makers of bad bodies reach what they should', () => {
  const body = { a: { b: 1, c: ['x'] } }
  expect(withValue(body, ['a', 'b'], undefined)).toEqual({ a: { c: ['x'] } })
  expect(withValue(body, ['a', 'c', '0'], 5)).toEqual({ a: { b: 1, c: [5] } })
  expect(withValue({}, ['a', 'b'], 2)).toEqual({ a: { b: 2 } })
  for (const { entry } of writes)
    if ('body' in entry && Object.keys((entry.body as { properties: object }).properties).length > 0)
      expect(badBodies(entry.body, {}).refused.length).toBeGreaterThan(10)
})
