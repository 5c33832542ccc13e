// From the approval to the money: akad, its registration at SIKP, disbursement; or the applicant changes their mind before akad.
// Guarantees: money goes out once, for the amount and tenor that were approved, after an akad that SIKP registered; a withdrawal gives back the one
// reservation that stands. Does not: judge again whether it may be lent; the approval did.
import { never, type Day, type Instant } from '@simpul/kernel'
import type { Hand, PersonId } from '../parties.ts'
import { refuse as refuseGroup } from '../group/refusals.ts'
import { refuse } from '../refusals.ts'
import { refuse as refuseUndo } from './undoRefusals.ts'
import { akadNumber, type Application, type File, type OfRound, type Terms } from './application.ts'
import { checkHappened, checkTerms } from './bounds.ts'
import { checkAkadRate, type RateBook } from './rateBound.ts'
import { checkNoUndo } from './decideDecision.ts'
import { checkHand } from './decideDecision.ts'
import type { ApplicationEvent, OpenReservation } from './events.ts'

export type ContractCommand =
  | { type: 'WithdrawApplication'; reasonCode: string; by: PersonId; now: Instant }
  | ({
      type: 'SignAkad'
      signedOn: Day
      terms: Terms
      documentRef: string
      hand: Hand
      rateBook: RateBook
      now: Instant
    } & Signing)
  /** `akad`: the number under which it was reported; one that was undone meanwhile is not the one that stands now. */
  | ({ type: 'RegisterAkad'; sikpRef: string; akad?: string; now: Instant } & OfRound)
  | { type: 'DisburseApplication'; disbursedOn: Day; transferRef: string; hand: Hand; now: Instant }

/** Of a group's: who signed for it, and the group as it stands, looked up. */
export type Signing = { readonly signers?: readonly PersonId[]; readonly group?: GroupNow }
export type GroupNow = { readonly status: string; readonly chair: PersonId; readonly members: readonly PersonId[] }

type Of<Type extends ContractCommand['type']> = Extract<ContractCommand, { type: Type }>

export function decideContract(state: Application, command: ContractCommand): readonly ApplicationEvent[] {
  switch (command.type) {
    case 'WithdrawApplication': {
      if (state.status === 'akad' || state.status === 'registered') throw refuse('application/akad-signed')
      const { reasonCode, by } = command
      return [{ type: 'ApplicationWithdrawn', reasonCode, by, reservation: openReservation(state) }]
    }
    case 'SignAkad':
      return signAkad(state, command)
    case 'RegisterAkad': {
      const { sikpRef, akad } = command
      if ('akad' in state && akad !== undefined && akad !== akadNumber(state.file))
        throw refuseUndo('application/akad-undone', { akad })
      if (state.status === 'registered') {
        if (state.sikpRef === sikpRef) return [] // the register's own number makes the repetition harmless
        throw refuse('application/registered-otherwise', { sikpRef: state.sikpRef })
      }
      if (state.status !== 'akad') throw refuse('application/no-akad', { status: state.status })
      return [{ type: 'AkadRegistered', sikpRef }]
    }
    case 'DisburseApplication':
      return disburse(state, command)
    default:
      return never(command)
  }
}

/** The one reservation that a withdrawal has to give back. */
function openReservation(state: Application): OpenReservation | null {
  if (state.status === 'awaiting-quota') return { ...state.reservation, standing: 'asked' }
  if (state.status !== 'approved') return null
  const { rid, quotaId, validUntil } = state.approval
  return { rid, quotaId, validUntil, standing: 'confirmed' }
}

function signAkad(state: Application, command: Of<'SignAkad'>): readonly ApplicationEvent[] {
  const { signedOn, terms, documentRef, hand, rateBook, now } = command
  if (state.status !== 'approved') throw refuse('application/not-approved', { status: state.status })
  checkHand(state.file, hand)
  checkNoUndo(state)
  checkTerms(terms)
  checkHappened('signedOn', signedOn, now)
  const { approvedOn } = state.approval
  if (approvedOn !== null && signedOn < approvedOn) throw refuseUndo('application/before-approval', { signedOn, approvedOn })
  const { plafonIdr, tenorMonths } = terms
  const { plafonIdr: approvedIdr, tenorMonths: approvedMonths } = state.approval.terms
  // The rate may differ: it follows the rules of the akad day (MC §1.1). What the quota holds and what was promised may not.
  if (plafonIdr !== approvedIdr || tenorMonths !== approvedMonths) {
    throw refuse('application/akad-differs', { plafonIdr, tenorMonths, approvedIdr, approvedMonths })
  }
  checkAkadRate(rateBook, state, terms, signedOn)
  const signers = signersOf(state.file, command)
  return [{ type: 'AkadSigned', signedOn, loanType: state.file.asked.loanType, documentRef, by: hand.by, ...terms, ...signers }]
}

/** The chair and at least one more member (Permenko 12/2025 Ps.4, 4A); that the borrower is among them needs no decree. */
function signersOf({ group: tie, applicant }: File, { signers = [], group }: Signing): { signers?: readonly PersonId[] } {
  if (!tie) {
    if (signers.length > 0) throw refuseGroup('group/not-a-group')
    return {}
  }
  if (group?.status !== 'sent') throw refuseGroup('group/not-standing', { status: group?.status ?? 'none' })
  const signed = new Set(signers)
  const others = group.members.filter((person) => person !== group.chair && signed.has(person))
  if (!signed.has(group.chair) || others.length === 0 || !signed.has(applicant.person)) throw refuseGroup('group/signers-missing')
  return { signers: [...signed] }
}

function disburse(state: Application, command: Of<'DisburseApplication'>): readonly ApplicationEvent[] {
  if (state.status === 'akad') throw refuse('application/akad-not-registered')
  if (state.status !== 'registered') throw refuse('application/no-akad', { status: state.status })
  const { disbursedOn, transferRef, hand, now } = command
  const { akad, approval, file } = state
  checkHand(file, hand)
  checkNoUndo(state)
  checkHappened('disbursedOn', disbursedOn, now)
  if (disbursedOn < akad.signedOn)
    throw refuse('application/before-akad', { field: 'disbursedOn', day: disbursedOn, akadOn: akad.signedOn })
  const { plafonIdr, tenorMonths, ratePpm, loanType } = akad
  const loan = {
    plafonIdr,
    tenorMonths,
    ratePpm,
    loanType,
    scheme: file.asked.scheme,
    lender: file.lender,
    akadOn: akad.signedOn,
  }
  const { rid, quotaId, validUntil } = approval
  return [{ type: 'ApplicationDisbursed', disbursedOn, transferRef, by: hand.by, loan, rid, quotaId, validUntil }]
}
