// Procedures under way outlive a release: what each workflow did when its histories were kept, it still does today.
// Guarantees: every process of every service has histories and replays them all; none names a person, a number of theirs or a machine.
// Does not: keep them (docs/howto/add-a-procedure.md says how), nor see a way that no history goes.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { AnyProcess, AnyService } from '@simpul/platform'
import { historiesOf, replayHistories } from '@simpul/platform/replay'
import { expect, test } from 'vitest'

/** A NIK, the people that the tests make them with, and a machine (`pid@host`) or the one who works there. */
const NOT_TO_BE_READ = [/\b\d{16}\b/, /\bSiti\b/, /\b1990-08-(01|17)\b/, /@[a-z0-9]/i, /"identity":/]
const HISTORY_BYTES_MAX = 60_000

const services = new URL('../../services/', import.meta.url)
const processes: AnyProcess[] = []
for (const entry of await readdir(services, { withFileTypes: true })) {
  const file = new URL(`${entry.name}/src/service.ts`, services)
  if (!existsSync(file)) continue // a command line without a service has no procedures
  const exported = (await import(file.href)) as Record<string, AnyService>
  processes.push(...Object.values(exported).flatMap((service) => service.processes ?? []))
}

test('the procedures are found', () =>
  expect(processes.map(({ name }) => name)).toEqual(expect.arrayContaining(['approval', 'reservation', 'verification'])))

test.each(processes)('$name replays what was kept of it', async ({ workflow }) => {
  expect(await replayHistories(workflow, historiesOf(workflow))).toEqual([])
})

test.each(processes)('what was kept of $name is small and names nobody', async ({ workflow }) => {
  const folder = historiesOf(workflow)
  for (const file of await readdir(folder)) {
    const text = await readFile(path.join(folder, file), 'utf8')
    expect(text.length, file).toBeLessThan(HISTORY_BYTES_MAX)
    expect(
      NOT_TO_BE_READ.filter((pattern) => pattern.test(text)),
      file,
    ).toEqual([])
  }
})
