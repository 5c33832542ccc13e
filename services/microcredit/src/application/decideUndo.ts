// Taking an approval back before the money: a wrong decision, or an akad that SIKP never takes.
// Guarantees: one hand asks, another confirms, and no person stands behind both; the quota is given back by the event itself; the file goes
// back to its analysis, and nothing on the record calls it a rejection. While it is asked for, nothing is signed and nothing paid.
// Does not: cancel at SIKP what SIKP has registered; the event carries its number, and somebody of the lender does.
import { never, type Instant } from '@simpul/kernel'
import type { Hand } from '../parties.ts'
import { refuse } from './undoRefusals.ts'
import type { Application, Promised } from './application.ts'
import { checkFourEyes, checkHand, checkNoUndo } from './decideDecision.ts'
import { isPromised, type ApplicationEvent } from './events.ts'

export type UndoCommand =
  | { type: 'ProposeUndo'; reasonCode: string; hand: Hand; now: Instant }
  | { type: 'DropUndo'; hand: Hand; now: Instant }
  | { type: 'UndoApproval'; hand: Hand; now: Instant }

export function decideUndo(state: Application, command: UndoCommand): readonly ApplicationEvent[] {
  if (!isPromised(state)) throw refuse('application/nothing-to-undo', { status: state.status })
  const { hand } = command
  checkHand(state.file, hand)
  switch (command.type) {
    case 'ProposeUndo':
      checkNoUndo(state)
      return [{ type: 'UndoProposed', reasonCode: command.reasonCode, hand }]
    case 'DropUndo':
      askedFor(state)
      return [{ type: 'UndoDropped', by: hand.by }]
    case 'UndoApproval': {
      const { reasonCode, hand: proposedBy } = askedFor(state)
      checkFourEyes(state.file, proposedBy, hand)
      const { rid, quotaId, validUntil } = state.approval
      const reservation = { rid, quotaId, validUntil, standing: 'confirmed' } as const
      const sikpRef = state.status === 'registered' ? state.sikpRef : null
      return [{ type: 'ApprovalUndone', stage: state.status, reasonCode, proposedBy, hand, sikpRef, reservation }]
    }
    default:
      return never(command)
  }
}

function askedFor({ undo }: Promised) {
  if (!undo) throw refuse('application/no-undo-asked')
  return undo
}
