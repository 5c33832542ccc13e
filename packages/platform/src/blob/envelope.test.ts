import { expect, test } from 'vitest'
import type { Sealer } from '../sealing/sealer.ts'
import { opened } from './envelope.ts'

test('a file without a header is told from its first 4 KB, however large it is', async () => {
  let read = 0
  async function* damaged() {
    for (; read < 1_000_000; read += 1_024) yield Buffer.alloc(1_024, 'x')
  }
  await expect(opened(damaged(), {} as Sealer)).rejects.toThrow('the file has no header')
  expect(read).toBeLessThanOrEqual(4_096 + 1_024)
})
