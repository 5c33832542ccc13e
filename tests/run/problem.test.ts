// Sentences for a part that ended by itself.
import { expect, test } from 'vitest'
import { endedBy } from '../../infra/run/problem.mjs'

test('an engine that ends on a full disk is told so, although its log could not be written', () => {
  const ended = (bavail: number) =>
    endedBy({ name: 'Kafka', how: 'exit code 1', data: '.', logs: '.data/logs', spaceOf: () => ({ bavail, bsize: 4_096 }) })
      .message
  expect(ended(0)).toMatch(/Kafka stopped because the disk is full; make room and start again, what was acknowledged is kept\.$/)
  expect(ended(1_000_000)).toMatch(
    /Kafka stopped by itself \(exit code 1\); its data are kept, see \.data\/logs and start again\.$/,
  )
})

test('how full the disk is, is asked of the folder with the data', () =>
  expect(endedBy({ name: 'Kafka', how: 'exit code 1', data: '.', logs: 'x' }).message).toMatch(/Kafka/))
