// Files and restores, and the contracts of the ports in memory and in files.
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { erasureLedgerContract } from './erasureLedger.contract.ts'
import { folderErasureLedger, memoryErasureLedger } from './erasureLedger.ts'
import { kekContract } from './kek.contract.ts'
import { fileKek, memoryKek } from './kek.ts'
import { openKeyFile, rotateKeyFile } from './keyFile.ts'
import { keyStoreContract } from './keyStore.contract.ts'
import { memoryKeyStore } from './keyStore.ts'
import { sealerOf } from './sealer.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'keys-'))))
afterAll(() => rm(folder, { recursive: true }))

keyStoreContract('memory', async () => memoryKeyStore())
erasureLedgerContract('memory', async () => {
  const ledger = memoryErasureLedger()
  return { ledger, reopen: async () => ledger }
})
erasureLedgerContract('folder', async () => {
  const path = join(folder, randomUUID())
  return { ledger: await folderErasureLedger(path), reopen: () => folderErasureLedger(path) }
})
kekContract('memory', async () => {
  const kek = memoryKek()
  return { kek, another: kek, rotate: async () => kek.rotate() }
})
kekContract('file', async () => {
  const path = join(folder, randomUUID())
  return { kek: await fileKek(path), another: await fileKek(path), rotate: async () => void (await rotateKeyFile(path)) }
})

describe('key file', () => {
  it('who create it at nearly the same time agree on one key; its owner alone reads it; nothing is left beside it', async () => {
    // Staggered, so that one has read its key while another is about to put its own in place.
    const openAfter = (path: string, ms: number) => sleep(ms).then(() => openKeyFile(path))
    for (let round = 0; round < 10; round += 1) {
      const path = join(folder, `new-${round}`, 'kek')
      const files = await Promise.all(Array.from({ length: 20 }, (_, n) => openAfter(path, n / 4)))
      expect(new Set(files.map((file) => file.current.id)).size).toBe(1)
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      expect(await readdir(join(folder, `new-${round}`))).toEqual(['kek'])
    }
  })
  it('that others can read is refused', async () => {
    const path = join(folder, 'open')
    await openKeyFile(path)
    await chmod(path, 0o640)
    await expect(openKeyFile(path)).rejects.toThrow(/chmod 600/)
  })
  it('that is damaged is refused, not replaced', async () => {
    const path = join(folder, 'damaged')
    for (const content of ['{"keys":[]}', '{"keys":[{"id":"a","key":"c2hvcnQ="}]}', '{"ke', '']) {
      await writeFile(path, content, { mode: 0o600 })
      await expect(openKeyFile(path)).rejects.toThrow()
      expect(await readFile(path, 'utf8')).toBe(content)
    }
  })
  it('rotation keeps the older keys', async () => {
    const path = join(folder, 'rotated')
    const before = await openKeyFile(path)
    const after = await rotateKeyFile(path)
    expect(after.all.map((key) => key.id)).toEqual([before.current.id, after.current.id])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })
})

describe('restore', () => {
  const now = () => '2026-05-10T03:00:00.000Z'
  it('a key that came back with a backup goes again by the ledger, read by a new process', async () => {
    const erased = join(folder, 'erased')
    const [kek, ledger, keys] = [await fileKek(join(folder, 'kek')), await folderErasureLedger(erased), memoryKeyStore()]
    const sealer = sealerOf({ kek, keys, ledger, now })
    const sealed = await sealer.seal('siti', { name: 'Siti' })
    const wrapped = await keys.load('siti')
    if (!wrapped || wrapped === 'erased') throw new Error('no key')
    const backup = memoryKeyStore()
    await backup.insert('siti', wrapped)
    await sealer.erase('siti')
    await sealer.erase('siti')

    const restored = sealerOf({ kek, keys: backup, ledger: await folderErasureLedger(erased), now })
    expect(await restored.open(sealed)).toEqual({ erased: false, fields: { name: 'Siti' } })
    expect(await restored.replayLedger()).toBe(1)
    expect(await restored.open(sealed)).toEqual({ erased: true })
  })
  it('an erasure that was recorded but not done before a crash is done by the replay', async () => {
    const [kek, ledger, keys] = [await fileKek(join(folder, 'kek')), memoryErasureLedger(), memoryKeyStore()]
    const dying = {
      ...keys,
      erase: () => Promise.reject(new Error('killed')),
    }
    const sealed = await sealerOf({ kek, keys, ledger, now }).seal('siti', { name: 'Siti' })
    await expect(sealerOf({ kek, keys: dying, ledger, now }).erase('siti')).rejects.toThrow('killed')
    await sealerOf({ kek, keys, ledger, now }).replayLedger()
    expect(await sealerOf({ kek, keys, ledger, now }).open(sealed)).toEqual({ erased: true })
  })
})
