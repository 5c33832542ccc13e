// Named points between two durable steps, where the fault tests kill the process.
// Guarantees: does nothing unless SIMPUL_CRASH names the point; then the process dies by SIGKILL, as a machine would.
// Shown by tests/faults/kill.test.ts.

const wanted = process.env['SIMPUL_CRASH'] ?? ''
const [wantedName, wantedPass] = wanted.split('@')
let passes = 0

/** `SIMPUL_CRASH=name` dies at the first pass, `name@3` at the third. */
export function crashPoint(name: string): void {
  if (name !== wantedName) return
  passes += 1
  if (passes >= Number(wantedPass ?? 1)) process.kill(process.pid, 'SIGKILL')
}
