// What a reader is shown of an application, without HTTP.
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import type { Application, Finding } from './application.ts'
import { applicationId, eligible, now, stateAfter, ways } from './example.ts'
import { applicationView, viewOf } from './readingRoutes.ts'

const surveyingWith = (finding: Finding): Application => {
  const state = stateAfter(ways.surveying)
  if (state.status !== 'surveying') throw new Error(state.status)
  return { ...state, file: { ...state.file, verdict: { ...eligible, findings: [finding] } } }
}

const finding = { rule: 'R-BIZAGE', version: '2026', outcome: 'pass', confidence: '?', cite: 'BRI' } as const
const sentence = { id: 'Usaha berjalan 14 bulan; syaratnya 6.', en: 'The business has run for 14 months; 6 are needed.' }

test.each([
  ['with a sentence for each rule', { value: 14, bound: 6, sentence }, { value: 14, bound: 6, sentence }],
  ['without, when it was given before sentences were recorded', {}, { value: null, bound: null, sentence: null }],
])('a verdict is read %s', (_, recorded, shown) => {
  const view = viewOf(applicationId, 9, surveyingWith({ ...finding, ...recorded }), now)
  expect(Compile(applicationView).Check(view)).toBe(true)
  expect(view.verdict?.findings).toEqual([{ ...finding, ...shown }])
})
