// The book by which a verdict is given: what people published for that day of akad, as far as this program has those very data.
// Guarantees: a program that lacks the edition, or has other data under its name, gives no verdict and says so; a procedure waits and
// asks again, so that a newer program beside it, or after it, carries on. Does not guarantee: a stale answer: the register is read anew.
import type { Day } from '@simpul/kernel'
import type { ServiceContext } from '@simpul/platform'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { refuse } from '../refusals.ts'
import { digestOf } from './digest.ts'
import { FIRST_EDITION, type KurBooks } from '../rules/kurRules.ts'
import type { RuleBook } from '../rules/ruleBook.ts'
import { rulebook } from './aggregate.ts'
import { initial, releaseInForce, releasesOf, RULEBOOK_ID, type Release, type Rulebook } from './rulebook.ts'

type Context = Pick<ServiceContext<Pick<MicrocreditOutside, 'books'>>, 'commands' | 'outside'>

export async function bookInForce({ commands, outside }: Context, akadOn: Day): Promise<RuleBook> {
  const state = (await commands.state(rulebook, RULEBOOK_ID))?.state ?? initial
  return bookFor(state, akadOn, outside.books)
}

export function bookFor(state: Rulebook, akadOn: Day, books: KurBooks): RuleBook {
  const release = releaseInForce(state, akadOn)
  const edition = release?.edition ?? FIRST_EDITION
  const book = books.get(edition)
  if (!book || dataHere(release, book) !== 'same') throw refuse('rulebook/data-missing', { edition })
  return book
}

/** Published editions, also those for days to come, whose data this program lacks or has otherwise: time to install a newer one. */
export async function editionsLacking({ commands, outside }: Context): Promise<string[]> {
  const state = (await commands.state(rulebook, RULEBOOK_ID))?.state ?? initial
  const published = releasesOf(state).filter(({ standing }) => standing === 'published')
  return published
    .filter((release) => dataHere(release, outside.books.get(release.edition)) !== 'same')
    .map(({ edition }) => edition)
}

export type DataHere = 'same' | 'missing' | 'different'

/** Nobody signed the edition that came with the program, so its data are what they are. */
export const dataHere = (release: Pick<Release, 'digest'> | null, book: RuleBook | undefined): DataHere =>
  book === undefined ? 'missing' : release === null || release.digest === digestOf(book) ? 'same' : 'different'
