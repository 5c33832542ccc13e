// Programs that run to their end: package clients, checks, test runners.
// Guarantees: the output is kept (its last 200 kB) for a sentence about a failure; stopPrograms() ends whatever still runs.
// Does not: watch long-lived processes; children.mjs does.
import { spawn } from 'node:child_process'

const KEEP_CHARACTERS = 200_000
const underway = new Set()

/**
 * @param {{ cwd?: string, env?: object, show?: boolean }} options show: the person sees the output as it comes
 * @returns {Promise<{ code: number, output: string }>} code 127 when there is no such program
 */
export function runProgram(program, args, { cwd, env, show = false } = {}) {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  underway.add(child)
  let output = ''
  const keep = (stream) => (chunk) => {
    output = (output + chunk).slice(-KEEP_CHARACTERS)
    if (show) stream.write(chunk)
  }
  child.stdout.on('data', keep(process.stdout))
  child.stderr.on('data', keep(process.stderr))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: `${output}\n${program}: ${error.message}` }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  }).finally(() => underway.delete(child))
}

export function stopPrograms() {
  for (const child of underway) child.kill('SIGTERM')
}
