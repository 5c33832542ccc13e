// The story that `npm start` tells: from the registration of a person to the money, roles in processes of their own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Installation } from './installation.ts'

let simpul: Installation
beforeAll(async () => {
  simpul = await Installation.start(['api,relay', 'projector,process', 'worker'])
})
afterAll(() => simpul.stop())

async function play(...flags: string[]): Promise<{ code: number | null; told: string }> {
  const script = new URL('../../examples/play.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, '--api', simpul.api, '--issuer', simpul.issuer, ...flags])
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (told += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, told }
}

test(
  'is told to its end, again and again on the same data, and once only when the database shall be empty',
  { timeout: 120_000 },
  async () => {
    const first = await play('--if-empty')
    expect(first.told).toContain('ApplicationDisbursed')
    expect(first.told).toMatch(/sesudah \/ after.*cair Rp40\.000\.000/)
    expect(first.told).toContain('Rp1.216.877')
    expect(first.told).not.toContain('3171011708900001')
    expect(first.code).toBe(0)
    const again = await play()
    expect(again.told).toMatch(/sesudah \/ after.*cair Rp80\.000\.000/)
    expect(again.code).toBe(0)
    const third = await play('--if-empty')
    expect(third.told).not.toContain('ApplicationSubmitted')
    expect(third.code).toBe(0)
  },
)
