// An appeal against a refusal: what can be contested and until when, who decides, and both orders of each race.
import { behaviour, scenario } from '@simpul/testkit'
import { applicationDecider } from '../application/decide.ts'
import { approver, commands as c, hand, now, npl, officer, siti, survey, told, ways } from '../application/example.ts'
import type { Contested } from './appeal.ts'
import { file, filed, held, kur, onceOnly, overturn, refused, refusing, reviewer, rule, surveyed, until } from './example.ts'

const filing = (contested: readonly Contested[]) => ({
  type: 'AppealFiled' as const,
  round: 1,
  lender: 'org-bank-desa',
  unit: 'pusat',
  contested,
  textRef: null,
  by: siti,
  at: now,
})

behaviour('what is contested', applicationDecider, [
  scenario('a rule of the verdict that refused it, and a fact with what is right')
    .given(...told(refused))
    .when(file(rule, kur))
    .then(filing([rule, kur])),
  scenario('also a reason on the lender’s side, which no rule gave')
    .given(...told(refused))
    .when(file({ kind: 'reason', name: 'lender/npl-gate' }))
    .then(filing([{ kind: 'reason', name: 'lender/npl-gate' }])),
  scenario('not a rule that was met')
    .given(...told(refused))
    .when(file({ kind: 'rule', name: 'R-ASN' }))
    .refused('appeal/rule-not-in-verdict', { field: 'contested.0.name', rule: 'R-ASN' }),
  scenario('not a rule of which the verdict says nothing')
    .given(...told(refused))
    .when(file({ kind: 'rule', name: 'R-AGE' }))
    .refused('appeal/rule-not-in-verdict', { field: 'contested.0.name', rule: 'R-AGE' }),
  scenario('not a reason that the letter does not give')
    .given(...told(refused))
    .when(file({ kind: 'reason', name: 'R-ASN' }))
    .refused('appeal/reason-not-given', { field: 'contested.0.name', code: 'R-ASN' }),
  scenario('not a fact that nobody looks at')
    .given(...told(refused))
    .when(file({ kind: 'fact', name: 'favouriteColour', says: 'green' }))
    .refused('appeal/fact-unknown', { field: 'contested.0.name', fact: 'favouriteColour' }),
  scenario('not a fact without what is right')
    .given(...told(refused))
    .when(file({ kind: 'fact', name: 'hasNpwp' }))
    .refused('appeal/value-unfit', { field: 'contested.0.says', fact: 'hasNpwp', value: '' }),
  scenario('not by a value that it cannot have')
    .given(...told(refused))
    .when(file({ kind: 'fact', name: 'kolektibilitas', says: 6 }))
    .refused('appeal/value-unfit', { field: 'contested.0.says', fact: 'kolektibilitas', value: 6 }),
  scenario('not a business that begins tomorrow')
    .given(...told(refused))
    .when(file({ kind: 'fact', name: 'startedOn', says: '2025-03-11' }))
    .refused('application/date-in-future', { field: 'contested.0.says', day: '2025-03-11' }),
  scenario('something, at least')
    .given(...told(refused))
    .when(file())
    .refused('appeal/nothing-contested'),
  scenario('each once')
    .given(...told(refused))
    .when(file(kur, { ...kur, says: 0 }))
    .refused('appeal/contested-twice', { field: 'contested.1', name: 'kur.MIKRO' }),
  scenario('ten things at most')
    .given(...told(refused))
    .when({ ...c.FileAppeal, contested: Array.from({ length: 11 }, () => rule) })
    .refused('application/too-many', { field: 'contested', count: 11, max: 10 }),
])

behaviour('an appeal has its time', applicationDecider, [
  scenario('until the last moment that was told')
    .given(...told(refused))
    .when({ ...file(rule), now: until })
    .then({ ...filing([rule]), at: until }),
  scenario('and not after it')
    .given(...told(refused))
    .when({ ...file(rule), now: '2025-04-10T10:00:00.001Z' })
    .refused('appeal/too-late', { until }),
  scenario('where nobody told a day, none is over')
    .given(...told(ways.rejected))
    .when({ ...c.FileAppeal, now: '2031-01-01T00:00:00.000Z' })
    .then({ ...filing(c.FileAppeal.contested), at: '2031-01-01T00:00:00.000Z' }),
  scenario('filed twice, there is one')
    .given(...told(filed))
    .when(file(rule))
    .refused('appeal/already-filed'),
  scenario('one decision, one appeal: upheld is upheld')
    .given(...told([...held, c.UpholdAppeal]))
    .when(file(rule))
    .refused('appeal/used', { outcome: 'upheld' }),
  scenario('withdrawn is used, too')
    .given(...told([...held, c.WithdrawAppeal]))
    .when(file(rule))
    .refused('appeal/used', { outcome: 'withdrawn' }),
  scenario('the next refusal can be appealed again')
    .given(...told([...held, overturn, c.ProposeRejection, refusing]))
    .when(file({ kind: 'reason', name: 'capacity/too-low' }))
    .then({ ...filing([{ kind: 'reason', name: 'capacity/too-low' }]), round: 2 }),
  scenario('but not the last round: there would be none to open again')
    .given(
      ...told(ways.rejected),
      { type: 'ApplicationReopened', round: 5, reasonCode: 'x', by: 'p' },
      {
        type: 'ApplicationRejected',
        reasons: [npl],
        hand: hand(approver),
      },
    )
    .when(c.FileAppeal)
    .refused('application/rounds-used-up', { rounds: 5 }),
  scenario('what was approved is not contested, also while it is asked to undo it')
    .given(...told(ways['undo-asked']))
    .when(c.FileAppeal)
    .refused('appeal/nothing-to-contest', { status: 'approved' }),
])

const assigned = { type: 'AppealAssigned', reviewer, by: 'p-manager' } as const
behaviour('who looks at it', applicationDecider, [
  scenario('somebody who took no part')
    .given(...told(filed))
    .when(c.AssignAppeal)
    .then(assigned),
  scenario('and somebody else in their place')
    .given(...told(held))
    .when({ ...c.AssignAppeal, reviewer: 'p-other' })
    .then({ ...assigned, reviewer: 'p-other' }),
  scenario('not who took part')
    .given(...told(filed))
    .when({ ...c.AssignAppeal, reviewer: officer })
    .refused('appeal/took-part', { who: [officer] }),
  scenario('not the applicant, who works there')
    .given(...told(filed))
    .when({ ...c.AssignAppeal, reviewer: siti })
    .refused('application/own-application'),
  scenario('not who declared a conflict')
    .given(...told([...held, c.DeclareAppealConflict]))
    .when(c.AssignAppeal)
    .refused('appeal/conflict', { code: 'keluarga' }),
  scenario('a conflict is declared by who holds it')
    .given(...told(held))
    .when(c.DeclareAppealConflict)
    .then({ type: 'AppealConflictDeclared', member: reviewer, code: 'keluarga' }),
  scenario('nobody decides what they do not hold')
    .given(...told(held))
    .when({ ...c.UpholdAppeal, hand: hand('p-other') })
    .refused('appeal/not-assigned'),
  scenario('nor what nobody holds')
    .given(...told(filed))
    .when(c.UpholdAppeal)
    .refused('appeal/not-assigned'),
  scenario('who acts for the reviewer may')
    .given(...told(held))
    .when({ ...c.UpholdAppeal, hand: hand('p-deputy', reviewer) })
    .then({ type: 'AppealUpheld', reasons: c.UpholdAppeal.reasons, hand: hand('p-deputy', reviewer) }),
  scenario('unless they took part themselves')
    .given(...told(held))
    .when({ ...c.UpholdAppeal, hand: hand(approver, reviewer) })
    .refused('appeal/took-part', { who: [approver] }),
  scenario('nor does the reviewer decide in the name of somebody who did')
    .given(...told(held))
    .when({ ...c.UpholdAppeal, hand: hand(reviewer, officer) })
    .refused('appeal/took-part', { who: [officer] }),
  scenario('to whom the file was once delegated has its officer behind them')
    .given(...told([...surveyed, { ...c.DelegateReview, to: reviewer }, c.ProposeRejection, refusing, file(rule)]))
    .when({ ...c.AssignAppeal, tookPart: [officer] })
    .refused('appeal/took-part', { who: [officer] }),
  scenario('and the file moves in no other way meanwhile')
    .given(...told(held))
    .when({ ...c.ReopenApplication })
    .refused('appeal/pending'),
])

behaviour('the decision', applicationDecider, [
  scenario('upheld, with reasons')
    .given(...told(held))
    .when(c.UpholdAppeal)
    .then({ type: 'AppealUpheld', reasons: c.UpholdAppeal.reasons, hand: hand(reviewer) }),
  scenario('never without one')
    .given(...told(held))
    .when({ ...c.UpholdAppeal, reasons: [] })
    .refused('appeal/no-reason'),
  scenario('overturned, with what is corrected, and where it goes on')
    .given(...told(held))
    .when(overturn)
    .then({
      type: 'AppealOverturned',
      round: 2,
      granted: overturn.granted,
      reasons: overturn.reasons,
      corrections: [onceOnly],
      resumesAt: 'analysing',
      survey,
      on: '2025-03-10',
      hand: hand(reviewer),
    }),
  scenario('not on what nobody contested')
    .given(...told(held))
    .when({ ...overturn, granted: [{ kind: 'reason', name: 'capacity/too-low' }] })
    .refused('appeal/not-contested', { field: 'granted.0', name: 'capacity/too-low' }),
  scenario('not on nothing')
    .given(...told(held))
    .when({ ...overturn, granted: [] })
    .refused('appeal/nothing-granted'),
  scenario('a fact that is granted has its right value')
    .given(...told(held))
    .when({ ...overturn, corrections: [] })
    .refused('appeal/correction-missing', { field: 'corrections', fact: 'kur.MIKRO' }),
  scenario('what a register said is not changed without evidence')
    .given(...told(held))
    .when({ ...overturn, corrections: [{ ...onceOnly, evidenceRef: null }] })
    .refused('appeal/correction-without-evidence', { field: 'corrections.0.evidenceRef', fact: 'kur.MIKRO' }),
  scenario('what was seen at the business is not changed at a desk')
    .given(...told(held))
    .when({ ...overturn, corrections: [onceOnly, { fact: 'monthlyCapacityIdr', value: 9, evidenceRef: null }] })
    .refused('appeal/survey-not-written', { field: 'corrections.1.fact', fact: 'monthlyCapacityIdr' }),
  scenario('a rule that fails all the same is not granted in words')
    .given(...told(held))
    .when({ ...overturn, stillFailing: ['R-ACCESS'] })
    .refused('appeal/rule-still-fails', { field: 'granted', rules: 'R-ACCESS' }),
])

behaviour('races', applicationDecider, [
  scenario('withdrawn, then decided: nothing is left to decide')
    .given(...told([...held, c.WithdrawAppeal]))
    .when(overturn)
    .refused('appeal/over', { outcome: 'withdrawn' }),
  scenario('decided, then withdrawn: nothing is left to withdraw')
    .given(...told([...held, overturn]))
    .when(c.WithdrawAppeal)
    .refused('appeal/over', { outcome: 'overturned' }),
  scenario('two deciders: overturned, then upheld')
    .given(...told([...held, overturn]))
    .when(c.UpholdAppeal)
    .refused('appeal/over', { outcome: 'overturned' }),
  scenario('two deciders: upheld, then overturned')
    .given(...told([...held, c.UpholdAppeal]))
    .when(overturn)
    .refused('appeal/over', { outcome: 'upheld' }),
  scenario('handed to somebody else while it was decided')
    .given(...told([...held, { ...c.AssignAppeal, reviewer: 'p-other' }]))
    .when(overturn)
    .refused('appeal/not-assigned'),
  scenario('opened again by the manager, then appealed: it does not stand refused')
    .given(...told([...refused, c.ReopenApplication]))
    .when(file(rule))
    .refused('appeal/nothing-to-contest', { status: 'checking' }),
  scenario('overturned, then opened again by the manager: it is open')
    .given(...told([...held, overturn]))
    .when(c.ReopenApplication)
    .refused('application/not-rejected'),
  scenario('a reminder of the appeal that comes when it is decided does nothing')
    .given(...told([...held, c.UpholdAppeal]))
    .when({ type: 'RemindClock', step: 'appeal', dueAt: until, round: 1, now })
    .refused('application/closed', { status: 'rejected' }),
  scenario('a step of the first round acts no more in the second')
    .given(...told([...held, overturn]))
    .when({ ...c.GiveVerdict, round: 1 })
    .refused('application/other-round', { of: 1, round: 2 }),
])
