// By which words a product is found.
import { expect, test } from 'vitest'
import { queryWords, QUERY_WORDS_MAX, WORDS_MAX, wordsOf } from './words.ts'

const isFound = (query: string, name: string) => queryWords(query).every((word) => wordsOf(name).includes(word))

test.each([
  ['kopi', 'Kopi Arabika Gayo', true],
  ['KOPI gayo', 'Kopi Arabika Gayo', true],
  ['ara', 'Kopi Arabika Gayo', true],
  ['arabika-gayo', 'Kopi Arabika Gayo', true],
  ['ar', 'Kopi Arabika Gayo', false], // two letters begin too much
  ['bika', 'Kopi Arabika Gayo', false],
  ['kopi robusta', 'Kopi Arabika Gayo', false],
  ['cafe', 'Café luwak', true],
  ['no 1', 'Beras No. 1', true],
  ['pertanggungjawaban', 'Buku pertanggungjawaban', true], // longer than what is kept: both are cut alike
])('%s finds %s: %s', (query, name, found) => expect(isFound(query, name)).toBe(found))

test('nothing but signs is no word', () => expect(queryWords('  — !')).toEqual([]))
test('words are counted once and bounded', () => {
  expect(queryWords('a a b c d e f g h')).toHaveLength(QUERY_WORDS_MAX)
  expect(wordsOf('ﷺ'.repeat(120)).length).toBeLessThanOrEqual(WORDS_MAX)
  expect(wordsOf('abcd '.repeat(24))).toEqual(['abc', 'abcd'])
})
test('of the longest name each word is found', () => {
  const name = Array.from({ length: 20 }, (_, n) => `${String.fromCharCode(97 + n)}eras`).join(' ')
  expect(wordsOf(name).length).toBe(60)
  expect(isFound('teras', name)).toBe(true)
})
