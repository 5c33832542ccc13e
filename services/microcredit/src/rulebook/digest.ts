// What is signed when an edition is published: SHA-256 of all its data.
// Guarantees: the same wherever the data are the same, whatever the order of their keys. Does not: cover the code that reads them.
import { createHash } from 'node:crypto'
import { canonical } from '../rules/canonical.ts'
import type { RuleBook } from '../rules/ruleBook.ts'

const digests = new WeakMap<RuleBook, string>()

export function digestOf(book: RuleBook): string {
  let digest = digests.get(book)
  if (digest === undefined) {
    digest = createHash('sha256').update(canonical(book)).digest('hex')
    digests.set(book, digest)
  }
  return digest
}
