// What one rule says about one wish for a loan, and the few words to say it with.
// Guarantees: every answer carries its sentence in Indonesian and English, without blame.
import { formatRupiah, type Rupiah } from '@simpul/kernel'
import type { ApplicantFacts, FactName } from '../facts.ts'
import type { Confidence, KurScheme, Sentence } from '../ruleBook.ts'

export interface Answer {
  readonly result: 'passed' | 'failed' | 'not-applicable' | 'unknown'
  readonly value: string | number | boolean | null
  readonly bound: string | number | null
  /** A failure against the lender says nothing against the applicant. */
  readonly against: 'applicant' | 'lender'
  /** `condition`: the applicant can still bring it, so it is no refusal. */
  readonly whenFailed: 'no' | 'condition'
  readonly sentence: Sentence
  /** It passes only by a reading that nobody confirmed, so a person decides. */
  readonly hinges?: true
  /** This answer is less sure than the rule. */
  readonly lessSure?: Confidence
}

export interface Check<Bound> {
  readonly looksAt: readonly FactName[]
  readonly answer: (bound: Bound, facts: ApplicantFacts, scheme: KurScheme) => Answer
}

type More = Partial<Pick<Answer, 'against' | 'whenFailed' | 'hinges' | 'lessSure'>>
type Say = (value: Answer['value'], bound: Answer['bound'], id: string, en: string, more?: More) => Answer

const say =
  (result: Answer['result']): Say =>
  (value, bound, id, en, more) => ({
    result,
    value,
    bound,
    against: 'applicant',
    whenFailed: 'no',
    sentence: { id, en },
    ...more,
  })

export const passed = say('passed')
export const failed = say('failed')
export const unknown = say('unknown')
export const notApplicable = say('not-applicable')

/** The applicant can still bring it. */
export const condition: Say = (value, bound, id, en) => failed(value, bound, id, en, { whenFailed: 'condition' })

/** A paper or number that is there, is missing, or is not known to be there. */
export function paper(has: boolean | null | undefined, bound: Answer['bound'], name: Sentence, asked: Sentence): Answer {
  if (has === null || has === undefined)
    return unknown(
      null,
      bound,
      `${name.id} diperlukan ${asked.id}; belum tercatat.`,
      `${name.en} is needed ${asked.en}; it is not recorded yet.`,
    )
  if (has)
    return passed(true, bound, `${name.id} diperlukan ${asked.id}; sudah ada.`, `${name.en} is needed ${asked.en}; it is there.`)
  return condition(
    false,
    bound,
    `${name.id} diperlukan ${asked.id}. Pengajuan dapat lanjut setelah ada.`,
    `${name.en} is needed ${asked.en}. The application can go on once it is there.`,
  )
}

/** `di atas Rp50.000.000`, or for every plafon of the scheme. */
export const above = (idr: Rupiah): Sentence =>
  idr === 0
    ? { id: 'untuk skema ini', en: 'for this scheme' }
    : { id: `di atas ${formatRupiah(idr)}`, en: `above ${formatRupiah(idr)}` }
