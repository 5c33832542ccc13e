// Each list that an application takes, at its bound and one beyond it.
import { Refusal } from '@simpul/kernel'
import { expect, test } from 'vitest'
import { CODES_MAX, DOCUMENTS_MAX, QUESTIONS_MAX, REASONS_MAX, type Draft } from './application.ts'
import { decide, type ApplicationCommand } from './decide.ts'
import { commands as c, filledIn, npl, stateAfter, survey, ways } from './example.ts'

const codes = (count: number) => Array.from({ length: count }, (_, n) => `code-${n}`)
const drafted = (changes: Draft): ApplicationCommand => ({ ...c.SaveDraft, changes })
const { business } = filledIn

const LISTS: readonly [what: string, max: number, at: keyof typeof ways, command: (count: number) => ApplicationCommand][] = [
  ['documents', DOCUMENTS_MAX, 'draft', (n) => drafted({ documents: codes(n).map((ref) => ({ kind: 'nib', ref })) })],
  ['business.substitutes', CODES_MAX, 'draft', (n) => drafted({ business: { ...business, substitutes: codes(n) } })],
  ['questions', QUESTIONS_MAX, 'surveying', (n) => ({ ...c.RequestInfo, questions: codes(n).map((code) => ({ code, textRef: null })) })], // prettier-ignore
  ['reasonCodes', CODES_MAX, 'checking', (n) => ({ ...c.RecordCheck, check: 'slik', result: { outcome: 'failed', reasonCodes: codes(n) } })], // prettier-ignore
  [
    'collateralDemanded',
    CODES_MAX,
    'surveying',
    (n) => ({ ...c.RecordSurvey, survey: { ...survey, collateralDemanded: codes(n) } }),
  ],
  ['reasons', REASONS_MAX, 'proposed', (n) => ({ ...c.RejectApplication, reasons: Array.from({ length: n }, () => npl) })],
]

test.each(LISTS)('%s: as many as allowed, and not one more', (field, max, at, command) => {
  const state = stateAfter(ways[at])
  expect(decide(state, command(max))).not.toEqual([])
  const beyond = () => decide(state, command(max + 1))
  expect(beyond).toThrow(Refusal)
  expect(beyond).toThrow(expect.objectContaining({ code: 'application/too-many', facts: { field, count: max + 1, max } }))
})
