import { expect, test } from 'vitest'
import { Gathered, gatheredLimits } from './gathered.ts'

/** Commands that end when they are told to. */
function setUp() {
  const commands: { items: readonly string[]; end: PromiseWithResolvers<string> }[] = []
  const gathered = new Gathered<string, string>((items) => {
    const end = Promise.withResolvers<string>()
    commands.push({ items, end })
    return end.promise
  })
  return { commands, gathered }
}
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('who calls at the same time shares a command; who calls while it runs shares the next', async () => {
  const { commands, gathered } = setUp()
  const [a, b] = [gathered.run(['a']), gathered.run(['b', 'c'])]
  await turn()
  const [d, e] = [gathered.run(['d']), gathered.run(['e'])]
  await turn()
  expect(commands.map(({ items }) => items)).toEqual([['a', 'b', 'c']])
  commands[0]?.end.resolve('first')
  expect(await Promise.all([a, b])).toEqual(['first', 'first'])
  await turn()
  expect(commands[1]?.items).toEqual(['d', 'e'])
  commands[1]?.end.resolve('second')
  expect(await Promise.all([d, e])).toEqual(['second', 'second'])
})

test('a failure is told to whoever shared the command, and the next is tried', async () => {
  const { commands, gathered } = setUp()
  const failing = gathered.run(['a'])
  await turn()
  const next = gathered.run(['b'])
  commands[0]?.end.reject(new Error('no server'))
  await expect(failing).rejects.toThrow('no server')
  await turn()
  commands[1]?.end.resolve('ok')
  expect(await next).toBe('ok')
  const later = gathered.run(['c'])
  await turn()
  commands[2]?.end.resolve('later')
  expect(await later).toBe('later')
})

test('no command is larger than the bound, except for one caller alone', async () => {
  const { commands, gathered } = setUp()
  const most = Array.from({ length: gatheredLimits.itemsMax }, (_, n) => `${n}`)
  const all = [gathered.run(['a']), gathered.run(most), gathered.run([...most, 'b']), gathered.run(['c'])]
  for (let n = 0; n < 4; n += 1) {
    await turn()
    commands[n]?.end.resolve('done')
  }
  await Promise.all(all)
  expect(commands.map(({ items }) => items.length)).toEqual([1, 1_000, 1_001, 1])
})
