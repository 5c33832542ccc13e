// The words by which a product is found: each word of its name, and the beginnings of it from three letters on.
// Guarantees: accents and case make no difference; a name of 120 characters has at most WORDS_MAX of them.
// Does not: know stems or synonyms, nor mend a typing error.
const LETTERS_MAX = 12
export const WORDS_MAX = 120
export const QUERY_WORDS_MAX = 6

const folded = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => Array.from(word).slice(0, LETTERS_MAX).join(''))

export function wordsOf(name: string): string[] {
  const beginnings = folded(name).flatMap((word) => {
    const letters = Array.from(word)
    return letters.flatMap((_, n) => (n >= 2 || n === letters.length - 1 ? [letters.slice(0, n + 1).join('')] : []))
  })
  return [...new Set(beginnings)].slice(0, WORDS_MAX)
}

/** All of them must be found. */
export const queryWords = (query: string): string[] => [...new Set(folded(query))].slice(0, QUERY_WORDS_MAX)
