// Preloaded into a role (`node --import`): its Date goes wrong by as many milliseconds as a file says, looked at four times a second.
// Guarantees: everything in JavaScript sees it, our code and the libraries. Does not: touch timers, which no wall clock moves, nor
// Temporal's core, which is no JavaScript.
import { readFileSync } from 'node:fs'

const LOOK_MS = 250
const Real = globalThis.Date
let skewMs = 0

function look() {
  skewMs = Number(readFileSync(process.env['SIMPUL_SKEW_FILE'] ?? '', 'utf8'))
}

look()
setInterval(look, LOOK_MS).unref()

const now = () => Real.now() + skewMs
globalThis.Date = new Proxy(Real, {
  apply: () => new Real(now()).toString(),
  construct: (real, given, made) => Reflect.construct(real, given.length === 0 ? [now()] : given, made),
  get: (real, name) => (name === 'now' ? now : Reflect.get(real, name)),
})
