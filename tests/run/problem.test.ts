// Sentences for a part that ended by itself.
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { endedBy } from '../../infra/run/problem.mjs'

const disk = vi.hoisted(() => ({ bavail: 0 }))
vi.mock('node:fs', async (original) => ({ ...(await original<object>()), statfsSync: () => ({ ...disk, bsize: 4_096 }) }))

test('an engine that ends on a full disk is told so, although its log could not be written', () => {
  const data = mkdtempSync(join(tmpdir(), 'simpul-full-'))
  const ended = () => endedBy({ name: 'Kafka', how: 'exit code 1', data, logs: '.data/logs' }).message
  expect(ended()).toMatch(/Kafka stopped because the disk is full; make room and start again, what was acknowledged is kept\.$/)
  disk.bavail = 1_000_000
  expect(ended()).toMatch(/Kafka stopped by itself \(exit code 1\); its data are kept, see \.data\/logs and start again\.$/)
  rmdirSync(data)
})
