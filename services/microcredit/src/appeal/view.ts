// An appeal as it is read: what can be contested and until when, what was, who holds it, and what came of it.
// Guarantees: what can be contested is what the decider would take. Does not: tell what the applicant said in words; partners keeps that.
import type { Instant } from '@simpul/kernel'
import { Type, type Static } from 'typebox'
import { fileOf, type Application, type File } from '../application/application.ts'
import { closed, id, orNull, reason, sentence } from '../bodies.ts'
import { APPEAL_OUTCOMES, CONTESTED_KINDS, type Contested, type SettledAppeal } from './appeal.ts'
import { contestableRules } from './decideAppeal.ts'
import { FACT_NAMES, FACTS } from './facts.ts'
import { mayAppeal } from './mayAppeal.ts'

const written = Type.String()
const kind = Type.Enum([...CONTESTED_KINDS])
const value = Type.Union([Type.Boolean(), Type.Number(), Type.String()])

const shown = closed({
  /** Of the application that was refused. */
  round: Type.Integer(),
  status: Type.Enum(['open', ...APPEAL_OUTCOMES]),
  filedAt: written,
  contested: Type.Array(closed({ kind, name: written, says: orNull(value), evidenceRef: orNull(id) })),
  textRef: orNull(id),
  reviewer: orNull(id),
  dueAt: orNull(written),
  reasons: Type.Array(closed({ code: written, id: written, en: written })),
  granted: Type.Array(closed({ kind, name: written })),
  corrections: Type.Array(closed({ fact: written, value, evidenceRef: orNull(id) })),
})

export const appealView = closed({
  id,
  version: Type.Integer(),
  mayAppeal: Type.Boolean(),
  /** Null where no day was told. */
  until: orNull(written),
  contestable: closed({
    rules: Type.Array(closed({ name: written, words: orNull(sentence) })),
    reasons: Type.Array(reason),
    facts: Type.Array(closed({ name: written, words: sentence })),
  }),
  appeals: Type.Array(shown),
})

export function appealViewOf(of: string, version: number, state: Application, now: Instant): Static<typeof appealView> | null {
  const file = fileOf(state)
  if (!file) return null
  const refused = state.status === 'rejected' || state.status === 'appealed' ? state : null
  const settled = (file.appeals ?? []).map(settledShown)
  return {
    id: of,
    version,
    mayAppeal: mayAppeal(state, now),
    until: refused?.appealUntil ?? null,
    contestable: {
      rules: refused ? rulesOf(file) : [],
      reasons: refused ? [...refused.reasons] : [],
      facts: refused ? FACT_NAMES.map((name) => ({ name, words: { id: FACTS[name].id, en: FACTS[name].en } })) : [],
    },
    appeals: state.status === 'appealed' ? [...settled, openShown(state)] : settled,
  }
}

const rulesOf = (file: File) =>
  contestableRules(file).map((name) => ({
    name,
    words: file.verdict?.findings.find(({ rule }) => rule === name)?.sentence ?? null,
  }))

const contestedShown = ({ kind: of, name, says, evidenceRef }: Contested) => ({
  kind: of,
  name,
  says: says ?? null,
  evidenceRef: evidenceRef ?? null,
})

function settledShown({ outcome, contested, reasons, granted, corrections, round, filedAt }: SettledAppeal) {
  return {
    round,
    status: outcome,
    filedAt,
    contested: contested.map(contestedShown),
    textRef: null,
    reviewer: null,
    dueAt: null,
    reasons: [...reasons],
    granted: [...granted],
    corrections: [...corrections],
  }
}

function openShown({ file, appeal }: Extract<Application, { status: 'appealed' }>) {
  const { contested, filedAt, textRef, reviewer } = appeal
  return {
    round: file.round,
    status: 'open' as const,
    filedAt,
    contested: contested.map(contestedShown),
    textRef,
    reviewer,
    dueAt: file.clock?.dueAt ?? null,
    reasons: [],
    granted: [],
    corrections: [],
  }
}
