// What the load asked and was answered, one JSON line each, written as it happens: the checker reads the file, not our memory.
import { createWriteStream, type WriteStream } from 'node:fs'
import type { Attempt } from '@simpul/testkit/checker'

export class Journal {
  readonly file: string
  private readonly lines: WriteStream
  readonly counts = { sent: 0, answered2xx: 0, refused: 0, failed5xx: 0, ambiguous: 0 }

  constructor(file: string) {
    this.file = file
    this.lines = createWriteStream(file, { flags: 'a' })
  }

  write(attempt: Attempt): void {
    const { outcome, status = 0 } = attempt
    this.counts.sent += 1
    if (outcome === 'ambiguous') this.counts.ambiguous += 1
    else if (status >= 500) this.counts.failed5xx += 1
    else if (status >= 400) this.counts.refused += 1
    else this.counts.answered2xx += 1
    this.lines.write(`${JSON.stringify(attempt)}\n`)
  }

  async flush(): Promise<void> {
    await new Promise((resolve) => this.lines.write('', resolve))
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.lines.end(resolve))
  }
}
