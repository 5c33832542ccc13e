// Whether a file is harmless, told by a virus scanner. Implementations: clamd, and a stand-in that knows the EICAR test file alone.
// Guarantees: what was not scanned to its end is `unscanned`, never clean; the stream is read or destroyed in any case.
// Does not guarantee: that a clean file is harmless; a scanner knows what its signatures know.
import type { Readable } from 'node:stream'

export type Scan =
  | { readonly kind: 'clean' }
  | { readonly kind: 'infected'; readonly signature: string }
  /** The scanner is away, too slow, or refuses the file: ask again. */
  | { readonly kind: 'unscanned'; readonly problem: string }

export interface Scanner {
  scan(stream: Readable): Promise<Scan>
}
