// What `npm run dev` adds to a start: the services' processes are restarted when their source changes.
// Guarantees: several saves in a row cause one restart; a program that does not start is told and waits for the next change.
// Does not: drain for long: after three seconds the old process is killed, which the architecture survives by design.
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'

const SETTLE_MS = 80 // an editor writes, renames and touches within a few ms
// 0.1–0.4 s measured. Who is killed cannot leave its consumer group, and the new one waits 30 s for the group to notice.
const DRAIN_MS = 3_000
const WATCHED = ['packages', 'services']

/** @param {{ services: { name: string, start: () => object, child: object }[] }} given: `child` is replaced by the new one */
export function restartOnChange({ root, services, say, stopped }) {
  let timer
  let last = Promise.resolve()
  const changed = (folder) => (_event, file) => {
    if (!isSource(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      last = last.then(() => restart(`${folder}/${file}`))
    }, SETTLE_MS)
  }
  const restart = async (file) => {
    const begun = performance.now()
    await Promise.all(services.map((service) => again(service, { say, stopped })))
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    if (!stopped()) say(`${file} berubah, layanan dimulai ulang / changed, services restarted (${seconds} s)`)
  }
  for (const folder of WATCHED.filter((name) => existsSync(join(root, name)))) {
    watch(join(root, folder), { recursive: true, persistent: false }, changed(folder))
  }
  for (const { child } of services) tellDeath(child, { say, stopped })
}

export const isSource = (file) =>
  file !== null && /\.(ts|mjs|json)$/.test(file) && !/(^|[/\\])node_modules[/\\]/.test(file) && !file.endsWith('.test.ts')

async function again(service, { say, stopped }) {
  service.child.replaced = true
  await service.child.stop(DRAIN_MS)
  if (stopped()) return
  service.child = service.start()
  tellDeath(service.child, { say, stopped })
  await service.child.ready().catch(() => {}) // tellDeath says why; the next change starts it again
}

function tellDeath(child, { say, stopped }) {
  void child.exited.then(async () => {
    if (child.replaced || stopped()) return
    say(`${(await child.farewell()).message} (menunggu perubahan / waiting for a change)`)
  })
}
