// A scanner without signatures: for development and tests. It finds the one file that every scanner must find, EICAR's.
// Guarantees: found also where a chunk of the stream ends in the middle of it. Does not guarantee: anything about a real virus.
// Shown by scanner.test.ts.
import type { Scanner } from './scanner.ts'

/** https://www.eicar.org: harmless, and reported by every scanner. Kept in two pieces, so that this file is not reported itself. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('')

export const standInScanner = (): Scanner => ({
  async scan(stream) {
    let tail = ''
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const text = tail + chunk.toString('latin1')
      if (text.includes(EICAR)) {
        stream.destroy()
        return { kind: 'infected', signature: 'Eicar-Test-Signature' }
      }
      tail = text.slice(1 - EICAR.length)
    }
    return { kind: 'clean' }
  },
})
