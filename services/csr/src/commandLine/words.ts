// A recommendation in words for a terminal, Indonesian first: what is chosen, how sure that is, why the others are not, what fairness costs.
// Guarantees: every need is there, with every rule that stands in its way at the program that comes nearest, and what would help.
// Does not guarantee: every pair; `--json` has them all.
import { formatRupiah } from '@simpul/kernel'
import type { Choice, Portfolio } from '../portfolio/choose.ts'
import type { Alternative, Priced } from '../portfolio/prices.ts'
import type { Matching } from '../matching/matching.ts'
import type { Recommendation, Outcome } from '../recommendation/recommend.ts'
import type { Judged } from '../recommendation/recommendation.ts'
import type { RuleResult } from '../rules/eligibility.ts'
import { compare, inPoints } from '../scoring/comparison.ts'
import type { Score } from '../scoring/scoring.ts'

export const EXIT_CODES = { proven: 0, 'within-gap': 0, stopped: 2, greedy: 2, impossible: 3, failed: 1 } as const

export const exitCodeOf = (choice: Choice): number =>
  EXIT_CODES[choice.result === 'chosen' ? choice.portfolio.method : choice.result]

export function inWords(given: Recommendation): string {
  const { choice, outcomes, priced, alternatives, matching } = given
  if (choice.result === 'impossible')
    return [
      'TIDAK ADA PILIHAN yang memenuhi semua batas / no choice keeps every limit',
      ...choice.because.map((name) => `! ${name}`),
    ].join('\n')
  if (choice.result === 'failed') return `GAGAL / failed: ${choice.why}`
  return [
    ...chosenInWords(choice.portfolio, given),
    '',
    'TIDAK DIPILIH / not chosen',
    ...outcomes.filter(({ reason }) => reason !== 'CHOSEN').flatMap((outcome) => outcomeInWords(outcome, given)),
    ...(priced && priced.floors.length > 0 ? ['', ...pricesInWords(priced)] : []),
    ...(alternatives.length > 0 ? ['', ...alternativesInWords(choice.portfolio, alternatives)] : []),
    ...(matching ? ['', ...matchingInWords(matching)] : []),
  ].join('\n')
}

const PROVEN: Readonly<Record<Portfolio['method'], string>> = {
  proven: 'terbukti terbaik / proven best',
  'within-gap': 'dalam selisih / within the gap',
  stopped: 'waktu habis / time was over',
  greedy: 'CARA SEDERHANA, bukan yang terbaik / the simple way, not the best',
}

const percentOf = (ppm: number): string => `${(ppm / 10_000).toFixed(2)}%`.replace('.', ',')

function chosenInWords(portfolio: Portfolio, { request, pairs, greedyValue }: Recommendation): string[] {
  const { awards, value, spentIdr, method, gapPpm, why } = portfolio
  const budget = request.programs.reduce((sum, { budgetIdr }) => sum + budgetIdr, 0)
  const gap = gapPpm === null ? '' : `, selisih / gap ≤ ${percentOf(gapPpm)}`
  const scores = new Map(pairs.map((pair) => [`${pair.program.id} ${pair.need.id}`, pair]))
  const line = (program: string, need: string, amountIdr: number): string[] => {
    const pair = scores.get(`${program} ${need}`)
    const asked = pair?.eligibility().asked ?? []
    return [
      `  ✓ ${need} ${pair?.score ? `${inPoints(pair.score.points, 'id')} (${partsInWords(pair.score)}), keyakinan / confidence ${pair.score.confidence.level}` : ''}, ${formatRupiah(amountIdr)}`,
      ...asked.map(({ rule, cure }) => `    ? ${rule}: ${cure?.id ?? ''} / ${cure?.en ?? ''}`),
    ]
  }
  return [
    `PORTOFOLIO / portfolio: ${awards.length} pilihan / chosen, nilai / value ${inPoints(value, 'id')}, ${formatRupiah(spentIdr)} dari / of ${formatRupiah(budget)}`,
    `${PROVEN[method]}${gap}${why === null ? '' : `: ${why}`}`,
    ...(greedyValue === null || method === 'greedy' || greedyValue === 0
      ? []
      : [
          `cara sederhana / the simple way: ${inPoints(greedyValue, 'id')} (+${percentOf(Math.round(((value - greedyValue) / greedyValue) * 1_000_000))})`,
        ]),
    ...request.programs.flatMap(({ id, budgetIdr }) => {
      const own = awards.filter(({ program }) => program === id)
      const spent = own.reduce((sum, { amountIdr }) => sum + amountIdr, 0)
      return [
        `${id}: ${formatRupiah(spent)} dari / of ${formatRupiah(budgetIdr)}`,
        ...own.flatMap(({ need, amountIdr }) => line(id, need, amountIdr)),
      ]
    }),
  ]
}

const partsInWords = ({ parts }: Score): string =>
  parts
    .map(({ criterion, points, valuePpm }) => `${criterion} ${inPoints(points, 'id')}${valuePpm === null ? '?' : ''}`)
    .join(' + ')

function outcomeInWords({ need, program, reason, sentence }: Outcome, { pairs }: Recommendation): string[] {
  if (reason !== 'INELIGIBLE') return [`  ${need} @ ${program}: ${reason}: ${sentence.id}`, `    ${sentence.en}`]
  const nearest = pairs.find((pair) => pair.need.id === need && pair.program.id === program)
  return [`  ${need} @ ${program ?? '–'}: INELIGIBLE`, ...(nearest?.eligibility().failed ?? []).flatMap(ruleInWords)]
}

function ruleInWords({ rule, version, mark, sentence, cure, cite, forAPerson }: RuleResult): string[] {
  return [
    `    ✗ ${rule} ${version} (${mark}): ${sentence.id} → ${cure?.id ?? ''}`,
    `      ${sentence.en} → ${cure?.en ?? ''}`,
    `      ${cite}${forAPerson ? '; belum dipastikan, petugas memeriksa / not confirmed, for a person' : ''}`,
  ]
}

function pricesInWords({ floors, pricePpm }: Priced): string[] {
  return [
    `BATAS KEADILAN / fairness floors: harga bersama / price together ${percentOf(pricePpm)}`,
    ...floors.flatMap(({ floor, valueWithout, pricePpm: price, idleIdr }) => [
      `  ${floor}: harga / price ${percentOf(price)} (tanpanya / without it ${inPoints(valueWithout, 'id')})`,
      ...(idleIdr === null
        ? []
        : [
            `  ! batas ini membuat ${formatRupiah(idleIdr)} menganggur walau ada kebutuhan yang layak`,
            `    this floor leaves ${formatRupiah(idleIdr)} idle although eligible needs could use it`,
          ]),
    ]),
  ]
}

function alternativesInWords({ value, spentIdr }: Portfolio, alternatives: readonly Alternative[]): string[] {
  const row = (name: string, of: string, spent: string, changes: string) =>
    `  ${name.padEnd(34)} ${of.padStart(10)} ${spent.padStart(20)}  ${changes}`
  return [
    'BANDINGKAN / compare',
    row('sekarang / now', inPoints(value, 'id'), formatRupiah(spentIdr), ''),
    ...alternatives.map(({ name, choice, comesIn, goesOut }) =>
      choice.result === 'chosen'
        ? row(
            name,
            inPoints(choice.portfolio.value, 'id'),
            formatRupiah(choice.portfolio.spentIdr),
            [...comesIn.map((need) => `+${need}`), ...goesOut.map((need) => `−${need}`)].join(' ') || '=',
          )
        : row(name, choice.result, '', ''),
    ),
  ]
}

function matchingInWords({ awards, blocking, isPromised }: Matching): string[] {
  return [
    'KECOCOKAN DUA SISI / both sides rank (deferred acceptance)',
    ...awards.map(({ need, program }) => `  ${need} – ${program}`),
    ...(blocking.length === 0
      ? [
          `  tidak ada pasangan yang saling lebih memilih / no blocking pair${isPromised ? ' (terjamin / promised)' : ' (kali ini / this time)'}`,
        ]
      : blocking.map(
          ({ need, program, insteadOf }) =>
            `  ! ${need} dan / and ${program} saling lebih memilih / would rather have each other${insteadOf.length > 0 ? `, daripada / instead of ${insteadOf.join(', ')}` : ''}`,
        )),
    ...(isPromised
      ? []
      : [
          '  dengan anggaran rupiah, kecocokan yang stabil tidak dijanjikan / with budgets in rupiah no stable matching is promised',
        ]),
  ]
}

/** For each program that scored both: why the first is above, or below, the second. */
export function whyInWords({ pairs }: Recommendation, [first, second]: readonly [string, string]): string[] {
  const of = (need: string) => pairs.filter((pair) => pair.need.id === need && pair.score !== null)
  const ranked = ({ need, program, score }: Judged & { score: Score }) => ({ need: need.id, program: program.id, score })
  const scored = (each: Judged): each is Judged & { score: Score } => each.score !== null
  const sentences = of(first).flatMap((a) =>
    of(second).flatMap((b) =>
      a.program === b.program && scored(a) && scored(b)
        ? [{ program: a.program.id, ...compare(ranked(a), ranked(b)).sentence }]
        : [],
    ),
  )
  if (sentences.length > 0) return sentences.flatMap(({ program, id, en }) => [`${program}: ${id}`, `  ${en}`])
  // No program scored both: each by its best one.
  const best = (need: string) =>
    of(need)
      .filter(scored)
      .toSorted((a, b) => b.score.points - a.score.points)[0]
  const [a, b] = [best(first), best(second)]
  if (!a || !b) return [`${first}, ${second}: belum dinilai keduanya / not both are scored`]
  const { id, en } = compare(ranked(a), ranked(b)).sentence
  return [`${a.program.id} / ${b.program.id}: ${id}`, `  ${en}`]
}
