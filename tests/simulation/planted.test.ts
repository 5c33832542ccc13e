// Bugs that this design exists to avoid, planted one by one: the simulation is only worth its time when it finds each of them.
// Guarantees: every patch in planted/ fits the sources as they are now, and is found in the first 2,000 seeds for the reason told here.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { running } from './running.ts'

const FOLDER = new URL('./planted/', import.meta.url).pathname

const breaks: Record<string, RegExp> = {
  'claim-read-before-it-is-made': /belongs to .* and /,
  'duplicate-looked-up-before-the-load': /answered with versions|recorded twice|its events are/,
  'gap-taken': /took .* up when it was at/,
  'hole-in-the-log-skipped': /took .* up when it was at|without poison|do not start it/,
  'mark-of-a-command-not-kept': /answered with versions|recorded twice|its events are|twice in a round/,
  'offered-without-its-head': /do not start it|events in the log|the log has a gap|acknowledged, but/,
  'outbox-marked-idle-with-a-command-in-it': /still in the outbox/,
  'passing-trouble-blocks-a-key': /is blocked in .* without poison/,
  'position-advanced-before-the-effect':
    /took .* up when it was at|were tallied|nobody waits for it|by the applications|loans for/,
  'release-driven-by-memory': /nobody waits for it|still held/,
  'release-without-a-tombstone': /nobody waits for it/,
  'removed-before-the-log-has-it': /events in the log|the log has a gap|acknowledged, but/,
  'row-deleted-instead-of-hidden': /the row .* was written at/,
  'row-written-without-its-guard': /the row .* was written at/,
  'workflow-told-after-the-position': /running is|never planned|never closed/,
}

test('each patch is told here by what it breaks', () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(breaks).map((name) => `${name}.patch`))
})

test.each(Object.entries(breaks))('%s is found', async (name, told) => {
  const { code, output } = await running('--workers', '1', '--no-shrink', '--patch', join(FOLDER, `${name}.patch`))
  expect(code, output).toBe(1)
  expect(output).toMatch(told)
})

test('a patch that does not fit any more is refused, not skipped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simpul-planted-'))
  try {
    const path = join(folder, 'old.patch')
    const file = 'packages/platform/src/relay/relay.ts'
    writeFileSync(path, `--- a/${file}\n+++ b/${file}\n@@ -1,1 +1,1 @@\n-a line of long ago\n+another\n`)
    expect(await running('--workers', '1', '--seeds', '1', '--patch', path)).toEqual({
      code: 3,
      output: `${file}: the lines at 1 are not there any more\n`,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
