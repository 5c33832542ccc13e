// What an application is after each event of its appeal.
// Guarantees: total; an event that does not fit the state leaves it as it is; a refusal that is appealed and stands is as it was before.
import { never } from '@simpul/kernel'
import type { Application, File } from '../application/application.ts'
import type { SettledAppeal } from './appeal.ts'
import { corrected } from './corrected.ts'
import type { AppealEvent, Overturned } from './events.ts'

type Appealed = Extract<Application, { status: 'appealed' }>

export function evolveAppeal(state: Application, event: AppealEvent): Application {
  if (event.type === 'AppealFiled') {
    if (state.status !== 'rejected') return state
    const { contested, textRef, at: filedAt } = event
    return { ...state, status: 'appealed', appeal: { contested, textRef, filedAt, reviewer: null } }
  }
  if (state.status !== 'appealed') return state
  const nothing = { reasons: [], granted: [], corrections: [] } as const
  switch (event.type) {
    case 'AppealAssigned':
      return { ...state, appeal: { ...state.appeal, reviewer: event.reviewer } }
    case 'AppealConflictDeclared': {
      const { member, code } = event
      const file = { ...state.file, conflicts: [...(state.file.conflicts ?? []), { member, code }] }
      return { ...state, file, appeal: { ...state.appeal, reviewer: null } }
    }
    case 'AppealWithdrawn':
      return stands(state, { outcome: 'withdrawn', ...nothing })
    case 'AppealUpheld':
      return stands(state, { outcome: 'upheld', ...nothing, reasons: event.reasons })
    case 'AppealOverturned':
      return openAgain(state, event)
    default:
      return never(event)
  }
}

type Outcome = Pick<SettledAppeal, 'outcome' | 'reasons' | 'granted' | 'corrections'>

function stands(state: Appealed, outcome: Outcome): Application {
  const { appeal: _, ...refused } = state
  return { ...refused, status: 'rejected', file: settled(state, outcome) }
}

function openAgain(state: Appealed, event: Overturned): Application {
  const { round, reasons, granted, corrections, survey, hand, on } = event
  const before = settled(state, { outcome: 'overturned', reasons, granted, corrections })
  const file = { ...corrected(before, corrections, hand.by, on), round, verdict: null }
  if (event.resumesAt === 'analysing' && survey) return { status: 'analysing', file, survey }
  return { status: event.resumesAt === 'checking' ? 'checking' : 'surveying', file }
}

function settled({ file, appeal: { contested, filedAt } }: Appealed, outcome: Outcome): File {
  const appeal: SettledAppeal = { round: file.round, contested, filedAt, ...outcome }
  return { ...file, clock: null, appeals: [...(file.appeals ?? []), appeal] }
}
