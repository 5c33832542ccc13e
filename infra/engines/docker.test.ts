// Docker mode of `npm start`, with a stand-in for the program `docker` on the PATH: which calls it makes, and one sentence when it cannot.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { COMPOSE_FILE, projectOf, startDocker, wipeDocker } from './docker.mjs'
import { run } from './programs.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simpul-docker-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A `docker` that notes its arguments and ends as `cases` (of a shell) say; nothing else is on the PATH. */
function onPath(cases: string): () => string[] {
  const file = join(folder, 'docker')
  writeFileSync(file, `#!/bin/sh\necho "$*" >> "${folder}/calls"\ncase "$*" in\n${cases}\nesac\n`)
  chmodSync(file, 0o755)
  vi.stubEnv('PATH', folder)
  return () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
}
const ANSWERS = 'info*) echo 28.0.0 ;;'
const start = (dataDir = '/srv/simpul/.data') => startDocker({ dataDir, progress: () => {} })

test('waits until compose says healthy; gives what compose publishes; stops the engines alone', async () => {
  const calls = onPath(ANSWERS)
  const { env, pages, stop } = await start()
  await stop()
  expect(calls().slice(-2)).toEqual([
    `compose -p ${projectOf('/srv/simpul/.data')} -f ${COMPOSE_FILE} up -d --wait kafka mongodb temporal`,
    `compose -p ${projectOf('/srv/simpul/.data')} -f ${COMPOSE_FILE} stop kafka mongodb temporal`,
  ])
  expect(env).toEqual({
    KAFKA_BROKERS: '127.0.0.1:9094',
    MONGODB_URL: 'mongodb://127.0.0.1:27017/?directConnection=true&retryWrites=false',
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
  })
  expect(pages).toEqual([{ name: 'Temporal', url: 'http://127.0.0.1:8233' }])
})

test('two data folders have containers and volumes of their own; one may be named in two ways', async () => {
  const calls = onPath(ANSWERS)
  await start('/a/.data')
  await (await start('/b/.data')).stop()
  await wipeDocker('/b/x/../.data')
  const projects = calls().flatMap((call) => /^compose -p (\S+)/.exec(call)?.[1] ?? [])
  expect(projects).toEqual([projectOf('/a/.data'), projectOf('/b/.data'), projectOf('/b/.data'), projectOf('/b/.data')])
  expect(new Set(projects).size).toBe(2)
  for (const project of projects) expect(project).toMatch(/^[a-z0-9][a-z0-9_-]*$/) // what compose takes
})

test.each([
  ['no daemon', 'info*) exit 1 ;;', /Docker does not answer; start it and run this again, or choose --engines embedded\.$/],
  ['no compose', `${ANSWERS}\n"compose version") exit 1 ;;`, /`docker compose`\) is missing; install it/],
  [
    'no network',
    `${ANSWERS}\n*up*) echo "Get https://registry: dial tcp: no such host"; exit 1 ;;`,
    /No network to fetch docker compose/,
  ],
  [
    'a full disk',
    `${ANSWERS}\n*up*) echo "write /x: no space left on device"; exit 1 ;;`,
    /The disk is full while preparing docker compose/,
  ],
  [
    'a taken port',
    `${ANSWERS}\n*up*) echo "Error: port is already allocated"; exit 1 ;;`,
    /port is already allocated; mend that and start again/,
  ],
])('%s is one sentence', async (_, cases, sentence) => {
  onPath(cases)
  await expect(start()).rejects.toThrow(sentence)
})

test('without Docker installed, it says so', async () => {
  vi.stubEnv('PATH', folder)
  await expect(start()).rejects.toThrow(/Install Docker for Kafka, MongoDB, Temporal/)
})

test('everything that the embedded engines lack is named at once', async () => {
  vi.stubEnv('PATH', folder)
  await expect(run('java', [], { what: 'Kafka' })).rejects.toThrow(
    /Install Java 17 or newer, Maven and Python 3 with pip for Kafka, or/,
  )
})
