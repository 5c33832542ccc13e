// One appeal as the tests tell it: refused for a third KUR that was the second, and for reasons of people; contested by its applicant.
// Guarantees: what the decider itself says when the commands come in this order, with one hand free to decide it.
import { commands as c, eligible, npl } from '../application/example.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { reasonsOf } from '../application/reasons.ts'
import { factsOfAccesses } from '../application/verdictFacts.ts'
import type { Contested, Correction } from './appeal.ts'
import { appealReasonsOf } from './reasons.ts'

export const until = '2025-04-10T10:00:00.000Z'
export const reviewer = 'p-reviewer'
const finding = (rule: string, outcome: 'pass' | 'fail') =>
  ({ rule, version: 'V2023', outcome, confidence: 'S', cite: 'x' }) as const
const verdict = { ...eligible, findings: [finding('R-ACCESS', 'fail'), finding('R-ASN', 'pass')] }
const sikp = (mikro: number) => ({
  ...c.RecordCheck,
  check: 'sikp' as const,
  result: { outcome: 'ok' as const, ref: 'r', facts: { ...factsOfAccesses({ MIKRO: mikro }), asOf: '2025-03-09' } },
})
export const inReview = [c.StartDraft, c.SaveDraft, c.SubmitApplication, c.AssignOfficer, sikp(2)]
export const surveyed = [
  ...inReview,
  { ...c.RecordCheck, check: 'slik' as const },
  { ...c.RecordCheck, check: 'identity' as const },
  { ...c.GiveVerdict, verdict },
  c.RecordSurvey,
]
export const refusing = {
  ...c.RejectApplication,
  reasons: [...reasonsOf(['R-ACCESS', 'capacity/too-low']), npl],
  appealUntil: until,
}
export const refused: readonly ApplicationCommand[] = [...surveyed, c.ProposeRejection, refusing]
export const kur: Contested = { kind: 'fact', name: 'kur.MIKRO', says: 1 }
export const rule: Contested = { kind: 'rule', name: 'R-ACCESS' }
export const file = (...contested: readonly Contested[]) => ({ ...c.FileAppeal, contested })
export const filed = [...refused, file(rule, kur)]
export const held = [...filed, c.AssignAppeal]
export const onceOnly: Correction = { fact: 'kur.MIKRO', value: 1, evidenceRef: 'blob-7' }
export const overturn = {
  ...c.OverturnAppeal,
  granted: [rule, kur].map(({ kind, name }) => ({ kind, name })),
  reasons: appealReasonsOf(['fact/corrected'], 'overturned'),
  corrections: [onceOnly],
}
