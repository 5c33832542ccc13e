// The engines of `npm test` where Docker answers: throw-away containers, by tests/engines/containers.mjs in a process of its own, since
// testcontainers needs the installed packages and the pinned Node (docs/adr/0006-docker-two-ways.md).
// Guarantees: what was begun is stopped, also when it never became ready.
import { join } from 'node:path'
import { startChild } from './children.mjs'

const READY_WITHIN_MS = 600_000 // with the download of the images
const STOP_WITHIN_MS = 30_000

/** @returns {{ ready(): Promise<Record<string, string>>, stop(): Promise<void> }} ready() gives the addresses of the engines. */
export function testContainers({ root, node, env, scratch, say }) {
  say('Menunggu kontainer uji (unduhan pertama ± 1 GB) / waiting for the tests’ containers (first download about 1 GB)')
  const child = startChild({
    name: 'containers',
    program: node,
    args: ['tests/engines/containers.mjs'],
    cwd: root,
    env,
    logFile: join(scratch, 'containers.log'),
  })
  return {
    async ready() {
      const words = await child.ready(READY_WITHIN_MS)
      return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
    },
    stop: () => child.stop(STOP_WITHIN_MS),
  }
}
