// The command line: wrong words are refused before anything starts, each with one sentence that names the right ones.
import { expect, test } from 'vitest'
import { DEFAULT_ROLES, parseArguments, roleGroups, runOptions } from '../../infra/run/arguments.mjs'

test('flags with values, switches and = are read', () => {
  expect(parseArguments(['start', '--once', '--port', '8081', '--data=/srv/simpul'])).toEqual({
    command: 'start',
    flags: { once: true, port: '8081', data: '/srv/simpul' },
    rest: [],
  })
})

test.each([
  [['begin'], /Unknown command begin; choose one of start, dev, test/],
  [['start', '--prot', '1'], /start does not know --prot; it has: --once --fresh/],
  [['start', 'now'], /start does not know now/],
  [['start', '--port'], /--port needs a value/],
  [['start', '--port', '--once'], /--port needs a value/],
  [['dev', '--once'], /dev does not know --once/],
  [['check', '--fix'], /check does not know --fix; it has: \(no flags\)/],
])('%j is refused', (argv, sentence) => {
  expect(() => parseArguments(argv)).toThrow(sentence)
})

test.each([
  [{ port: '0' }, /--port 0 is no port/],
  [{ port: '80a' }, /--port 80a is no port/],
  [{ port: '65536' }, /--port 65536 is no port/],
  [{ engines: 'podman' }, /--engines podman is unknown; choose from embedded, docker, external/],
  [{ roles: 'api,relai' }, /--roles relai is unknown; choose from api, relay, projector, process, worker/],
  [{ roles: 'api;api,relay' }, /api stands once/],
  [{ roles: 'api;' }, /cannot be used/],
])('%j is refused', (flags, sentence) => {
  expect(() => runOptions(flags, {}, '/srv/checkout')).toThrow(sentence)
})

test('without flags: port 8080, three processes, data in the checkout', () => {
  expect(runOptions({}, {}, '/srv/checkout')).toEqual({
    port: 8080,
    engines: undefined,
    data: '/srv/checkout/.data',
    only: undefined,
    groups: [['api', 'relay'], ['projector', 'process'], ['worker']],
    once: false,
    fresh: false,
    yes: false,
    empty: false,
  })
  expect(roleGroups(DEFAULT_ROLES)).toHaveLength(3)
})

test('the environment names data and engines where no flag does', () => {
  const env = { SIMPUL_DATA: '/var/simpul', SIMPUL_ENGINES: 'external' }
  expect(runOptions({}, env, '/srv/checkout')).toMatchObject({ data: '/var/simpul', engines: 'external' })
  expect(runOptions({ data: 'x', engines: 'docker' }, env, '/srv/checkout')).toMatchObject({
    data: '/srv/checkout/x',
    engines: 'docker',
  })
})
