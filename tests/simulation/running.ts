// The simulation in a process of its own, where its stand-ins and planted bugs cannot reach the test that asks for it.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const RUN = fileURLToPath(new URL('./run.ts', import.meta.url))
const OUTPUT_BYTES_MAX = 64 * 1_048_576

export interface Ran {
  readonly code: number
  readonly output: string
}

export function running(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN, ...args], { maxBuffer: OUTPUT_BYTES_MAX }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, output: `${stdout}${stderr}` })
    })
  })
}
