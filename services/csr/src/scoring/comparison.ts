// "Why is this above that?" in words, for any two scores: the parts that differ, with their points.
// Guarantees: the differences that are told sum to the difference of the scores. Does not: judge whether a weight is right; it names it.
import type { Sentence } from '../rules/ruleBook.ts'
import type { Hundredths, Part, Score } from './scoring.ts'

export interface Ranked {
  readonly need: string
  readonly program: string
  readonly score: Score
}

export interface Difference {
  readonly criterion: Part['criterion']
  readonly points: Hundredths
}

export interface Comparison {
  readonly points: Hundredths
  /** What speaks for the first, the largest first; then what speaks against it, the largest last. */
  readonly differences: readonly Difference[]
  readonly sentence: Sentence
}

const NAMES: Readonly<Record<Part['criterion'], Sentence>> = {
  sdg: { id: 'TPB', en: 'SDG' },
  ring: { id: 'Ring', en: 'Ring' },
  inclusion: { id: 'inklusi', en: 'inclusion' },
  documents: { id: 'dokumen', en: 'documents' },
  cost: { id: 'biaya', en: 'cost' },
  given: { id: 'nilai penilai', en: 'reviewers’ score' },
}

export function compare(first: Ranked, second: Ranked): Comparison {
  const criteria = [...new Set([...first.score.parts, ...second.score.parts].map(({ criterion }) => criterion))]
  const pointsOf = ({ score }: Ranked, criterion: Part['criterion']) =>
    score.parts.find((part) => part.criterion === criterion)?.points ?? 0
  const differences = criteria
    .map((criterion) => ({ criterion, points: pointsOf(first, criterion) - pointsOf(second, criterion) }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => b.points - a.points)
  const points = first.score.points - second.score.points
  return { points, differences, sentence: told(first, second, differences, points) }
}

function told(first: Ranked, second: Ranked, differences: readonly Difference[], points: Hundredths): Sentence {
  const ring = first.score.parts.find(({ criterion }) => criterion === 'ring')?.ring
  const each = (language: 'id' | 'en') =>
    differences
      .map(({ criterion, points: of }) => {
        const name = criterion === 'ring' && ring ? `Ring ${ring}` : NAMES[criterion][language]
        return `${name} ${signed(of, language)}`
      })
      .join(', ')
  const [a, b] = [first.need, second.need]
  if (points === 0)
    return {
      id: `${a} dan ${b} bernilai sama${differences.length > 0 ? ` (${each('id')})` : ''}: yang diajukan lebih dahulu diutamakan.`,
      en: `${a} and ${b} score the same${differences.length > 0 ? ` (${each('en')})` : ''}: the one submitted first goes first.`,
    }
  const where = points > 0 ? { id: 'di atas', en: 'is above' } : { id: 'di bawah', en: 'is below' }
  return {
    id: `${a} ${where.id} ${b} (${signed(points, 'id')}): ${each('id')}.`,
    en: `${a} ${where.en} ${b} (${signed(points, 'en')}): ${each('en')}.`,
  }
}

/** `72,5`, in English `72.5`: no zeros at the end. */
export function inPoints(points: Hundredths, language: 'id' | 'en'): string {
  const size = Math.abs(points)
  const decimals = String(size % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${points < 0 ? '−' : ''}${Math.floor(size / 100)}${decimals ? (language === 'id' ? ',' : '.') + decimals : ''}`
}
const signed = (points: Hundredths, language: 'id' | 'en'): string => `${points > 0 ? '+' : ''}${inPoints(points, language)}`
