// Each event that an application can make fits its contract as it is sent; nothing more fits.
import { applicationContract } from '@simpul/contracts'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { decide, type ApplicationCommand } from './decide.ts'
import { scorecard } from '../policy/example.ts'
import { scoreOf, VARIABLES, type Values } from '../policy/scorecard.ts'
import { applicationId, commands as c, eligible, hand, npl, quotaId, stateAfter, told, validUntil, ways } from './example.ts'

const disowned = {
  type: 'AbandonReservation',
  rid: `${applicationId}:1`,
  quotaId,
  validUntil,
  now: '2025-03-10T04:00:00.001Z',
} as const
const nothing = Object.fromEntries(VARIABLES.map((variable) => [variable, null])) as Values
const score = { policyVersion: 1, ...scoreOf(scorecard, { ...nothing, rpc: 650_000 }) }
const more: readonly (readonly ApplicationCommand[])[] = [
  [...ways['need-info'], c.AnswerInfo, c.AssignOfficer, c.DelegateReview],
  [...ways.surveying, c.RemindClock, c.EscalateClock],
  [...ways.proposed, c.SendBackProposal],
  [...ways['awaiting-quota'], c.RecordQuotaRefusal],
  [...ways['awaiting-quota'], disowned, disowned],
  [...ways.rejected, c.ReopenApplication],
  [...ways['undo-asked'], c.DropUndo],
  [...ways['in-committee'], c.DeclareConflict, c.CastVote, { ...c.CastVote, hand: hand('p-vita') }],
  [...ways.analysing, { ...c.ProposeApproval, score }],
  [...ways['undo-asked'], c.UndoApproval],
  [c.SubmitForGroup, c.RecordGroupFacts],
  ...[c.WithdrawAppeal, c.DeclareAppealConflict, c.UpholdAppeal, c.OverturnAppeal].map((command) => [...ways.appealed, command]),
]
const events = [...Object.values(ways), ...more].flatMap(told)

it('every event type of the contract happens in these histories, and no other', () => {
  expect([...new Set(events.map((event) => event.type))].toSorted()).toEqual(Object.keys(applicationContract.types).toSorted())
})

it('each event fits; one with a field too many does not', () => {
  const types: Readonly<Record<string, TSchema>> = applicationContract.types
  for (const { type, ...data } of events) {
    const schema = Compile(types[type] as TSchema)
    expect([type, schema.Check(data)]).toEqual([type, true])
    expect([type, schema.Check({ ...data, nik: '3171011708450001' })]).toEqual([type, false])
  }
})

it('the largest event fits in 64 KB', () => {
  const long = 'x'.repeat(200)
  const name = 'x'.repeat(40) // twice the longest rule and version there is
  const sentence = { id: 'x'.repeat(300), en: 'x'.repeat(300) }
  const told = { cite: long.repeat(2), value: long, bound: long, sentence }
  const findings = Array.from(
    { length: 40 },
    () => ({ rule: name, version: name, outcome: 'pass', confidence: 'S', ...told }) as const,
  )
  const reasons = Array.from({ length: 20 }, () => ({ ...npl, id: long.repeat(4), en: long.repeat(4) }))
  const events = [
    ...decide(stateAfter(ways.checking), { ...c.GiveVerdict, verdict: { ...eligible, findings } }),
    ...decide(stateAfter(ways.proposed), { ...c.RejectApplication, reasons }),
  ]
  for (const event of events) expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(65_536)
})
