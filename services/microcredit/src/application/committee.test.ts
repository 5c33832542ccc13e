// A committee decides: quorum, ties, conflicts of interest, and what its members do at the same moment or too late.
import { behaviour, scenario } from '@simpul/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applicationInMemory } from '../approval/applicationInMemory.ts'
import type { Committee } from '../policy/tiers.ts'
import { ROLE_LOST, tally, withRecusal, withVote, type Ballot, type Choice } from './committee.ts'
import { applicationDecider } from './decide.ts'
import {
  applicationId,
  approver,
  commands as c,
  eligible,
  hand,
  npl,
  officer,
  quotaId,
  rid,
  siti,
  stateAfter,
  told,
  validUntil,
  ways,
} from './example.ts'

const five: Committee = { members: ['p-a', 'p-b', 'p-c', 'p-d', 'p-e'], quorum: 3, chair: 'p-a', chairCasts: false }
const proposedTo = (committee: Committee, by = officer) =>
  told([...ways.analysing, { ...c.ProposeApproval, hand: hand(by), decidedBy: { policyVersion: 1, committee } }])
const vote = (by: string, choice: Choice = 'yes', lost: readonly string[] = []) =>
  ({ ...c.CastVote, hand: hand(by), choice, reasons: choice === 'no' ? [npl] : [], lost }) as const
const cast = (by: string, choice: Choice = 'yes') =>
  ({ type: 'VoteCast', hand: hand(by), choice, reasons: choice === 'no' ? [npl] : [] }) as const
const recused = (member: string, by: string, code = 'role-lost') => ({ type: 'MemberRecused', member, code, by }) as const
const decided = (outcome: 'carried' | 'lost' | 'tied' | 'unable', yes: number, no: number, voters: number, by: string) =>
  ({ type: 'CommitteeDecided', outcome, yes, no, voters, by }) as const
const wanted = { type: 'QuotaWanted', rid, quotaId, validUntil, amountIdr: 40_000_000 } as const
const sentBack = (reasonCode: string, by: string) => ({ type: 'ProposalSentBack', reasonCode, by }) as const
const inVote = proposedTo(five)
const four: Committee = { ...five, members: ['p-a', 'p-b', 'p-c', 'p-d'], quorum: 4 }

behaviour('a committee of five with a quorum of three', applicationDecider, [
  scenario('decides nothing before the quorum has voted')
    .given(...inVote, cast('p-a'))
    .when(vote('p-b'))
    .then(cast('p-b')),
  scenario('decides when the votes that are left cannot turn it, and the quota is asked for')
    .given(...inVote, cast('p-a'), cast('p-b'))
    .when(vote('p-c'))
    .then(cast('p-c'), decided('carried', 3, 0, 5, 'p-c'), { type: 'ApprovalGiven', hand: hand('p-c') }, wanted),
  scenario('waits while they still can')
    .given(...inVote, cast('p-a'), cast('p-b'))
    .when(vote('p-c', 'no'))
    .then(cast('p-c', 'no')),
  scenario('says no with the reasons of those who did')
    .given(...inVote, cast('p-a', 'no'), cast('p-b', 'no'))
    .when(vote('p-c', 'no'))
    .then(cast('p-c', 'no'), decided('lost', 0, 3, 5, 'p-c'), { type: 'ApplicationRejected', reasons: [npl], hand: hand('p-c') }),
  scenario('asks for a reason with a no')
    .given(...inVote)
    .when({ ...vote('p-a', 'no'), reasons: [] })
    .refused('application/no-reason'),
  scenario('counts whoever votes twice once, as they voted last')
    .given(...inVote, cast('p-a'), cast('p-b'), cast('p-a', 'no'))
    .when(vote('p-c'))
    .then(cast('p-c')),
  scenario('has no vote for others')
    .given(...inVote)
    .when(vote(approver))
    .refused('committee/not-a-member'),
  scenario('nor can one approver decide in its place')
    .given(...inVote)
    .when(c.ApproveApplication)
    .refused('committee/decides'),
  scenario('nor reject')
    .given(...inVote)
    .when(c.RejectApplication)
    .refused('committee/decides'),
  scenario('nor send the proposal back without being of it')
    .given(...inVote)
    .when(c.SendBackProposal)
    .refused('committee/not-a-member'),
  scenario('lets no applicant vote')
    .given(...proposedTo({ ...five, members: [...five.members, siti] }))
    .when(vote(siti))
    .refused('application/own-application'),
  scenario('lets whoever proposed it not vote')
    .given(...proposedTo({ ...five, members: [...five.members, officer] }))
    .when(vote(officer))
    .refused('application/four-eyes', { both: [officer] }),
  scenario('nor whoever it was proposed for')
    .given(...inVote, { type: 'ReviewDelegated', from: 'p-a', to: officer, until: validUntil, by: 'p-a' })
    .when(vote('p-a'))
    .refused('application/four-eyes', { both: ['p-a'] }),
  scenario('approves nothing that the rules forbid')
    .given(...inVote, { type: 'VerdictGiven', verdict: { ...eligible, outcome: 'ineligible' } })
    .when(vote('p-a'))
    .refused('application/verdict-ineligible'),
  scenario('is recorded as lost by one who said no, also when the last vote was a yes')
    .given(...inVote, cast('p-a', 'no'), cast('p-b', 'no'), recused('p-d', 'p-d'), recused('p-e', 'p-e'))
    .when(vote('p-c'))
    .then(cast('p-c'), decided('lost', 1, 2, 3, 'p-c'), { type: 'ApplicationRejected', reasons: [npl], hand: hand('p-b') }),
  scenario('also when they came to forbid it between the votes')
    .given(...proposedTo({ ...five, members: ['p-a', 'p-b', 'p-c'], quorum: 3 }), cast('p-a'), cast('p-b'), {
      type: 'VerdictGiven',
      verdict: { ...eligible, outcome: 'ineligible' },
    })
    .when(vote('p-c', 'no'))
    .then(cast('p-c', 'no'), sentBack('verdict/ineligible', 'p-c')),
])

const carriedWithoutQuota = [
  ...inVote,
  recused('p-e', 'p-e', 'keluarga'),
  cast('p-d', 'no'),
  cast('p-a'),
  cast('p-b'),
  cast('p-c'),
  decided('carried', 3, 1, 4, 'p-c'),
  { type: 'ApprovalGiven', hand: hand('p-c') },
  wanted,
  { type: 'QuotaRefused', rid, quotaId, validUntil, code: 'quota/not-enough', facts: {} },
] as const

behaviour('what was carried, while the quota has no room', applicationDecider, [
  scenario('is no one approver’s to reject')
    .given(...carriedWithoutQuota)
    .when(c.RejectApplication)
    .refused('committee/decides'),
  scenario('nor a recused member’s to ask for again')
    .given(...carriedWithoutQuota)
    .when({ ...c.ApproveApplication, hand: hand('p-e') })
    .refused('committee/recused', { code: 'keluarga' }),
  scenario('nor theirs to send back')
    .given(...carriedWithoutQuota)
    .when({ ...c.SendBackProposal, hand: hand('p-e') })
    .refused('committee/recused', { code: 'keluarga' }),
  scenario('nor is it asked for again by one who voted against it')
    .given(...carriedWithoutQuota)
    .when({ ...c.ApproveApplication, hand: hand('p-d') })
    .refused('committee/not-in-favour'),
  scenario('nor by one who did not vote')
    .given(...carriedWithoutQuota.filter((event) => event.type !== 'VoteCast' || event.hand.by !== 'p-d'))
    .when({ ...c.ApproveApplication, hand: hand('p-d') })
    .refused('committee/not-in-favour'),
  scenario('but by one who voted for it')
    .given(...carriedWithoutQuota)
    .when({ ...c.ApproveApplication, hand: hand('p-a') })
    .then({ type: 'ApprovalGiven', hand: hand('p-a') }, { ...wanted, rid: `${applicationId}:2` }),
])

behaviour('a tie', applicationDecider, [
  scenario('decides nothing: the proposal goes back, and that is no rejection')
    .given(...proposedTo(four), cast('p-a'), cast('p-b'), cast('p-c', 'no'))
    .when(vote('p-d', 'no'))
    .then(cast('p-d', 'no'), decided('tied', 2, 2, 4, 'p-d'), sentBack('committee/tied', 'p-d')),
  scenario('is the chair’s to decide where the policy says so')
    .given(...proposedTo({ ...four, chairCasts: true }), cast('p-a'), cast('p-b'), cast('p-c', 'no'))
    .when(vote('p-d', 'no'))
    .then(cast('p-d', 'no'), decided('carried', 2, 2, 4, 'p-d'), { type: 'ApprovalGiven', hand: hand('p-b') }, wanted),
  scenario('but not of a chair who is recused')
    .given(
      ...proposedTo({ ...four, quorum: 2, members: ['p-a', 'p-b', 'p-c'], chairCasts: true }),
      recused('p-a', 'p-a'),
      cast('p-b'),
    )
    .when(vote('p-c', 'no'))
    .then(cast('p-c', 'no'), decided('tied', 1, 1, 2, 'p-c'), sentBack('committee/tied', 'p-c')),
])

behaviour('a conflict of interest', applicationDecider, [
  scenario('takes a member and their vote out')
    .given(...inVote, cast('p-a'))
    .when({ ...c.DeclareConflict, hand: hand('p-a') })
    .then(recused('p-a', 'p-a', 'keluarga')),
  scenario('and they vote no more')
    .given(...inVote, recused('p-a', 'p-a', 'keluarga'))
    .when(vote('p-a'))
    .refused('committee/recused', { code: 'keluarga' }),
  scenario('is said once')
    .given(...inVote, recused('p-a', 'p-a', 'keluarga'))
    .when({ ...c.DeclareConflict, hand: hand('p-a') })
    .then(),
  scenario('is recorded also of a member who is out because the role was gone for a while')
    .given(...inVote, recused('p-a', 'p-b'))
    .when({ ...c.DeclareConflict, hand: hand('p-a') })
    .then(recused('p-a', 'p-a', 'keluarga')),
  scenario('is not forgotten with the proposal: on the next one they do not vote either')
    .given(...inVote, recused('p-a', 'p-a', 'keluarga'), sentBack('terlalu-besar', 'p-b'), ...proposedTo(five).slice(-1))
    .when(vote('p-a'))
    .refused('committee/recused', { code: 'keluarga' }),
  scenario('of the past counts when there must be enough to vote')
    .given(...inVote, ...['p-a', 'p-b', 'p-c'].map((each) => recused(each, each, 'keluarga')), sentBack('x', 'p-d'))
    .when({ ...c.ProposeApproval, hand: hand(officer), decidedBy: { policyVersion: 1, committee: five } })
    .refused('committee/too-small', { voters: 2, quorum: 3 }),
  scenario('a role that was lost may have come back')
    .given(...inVote, recused('p-a', 'p-b'), sentBack('x', 'p-b'), ...proposedTo(five).slice(-1))
    .when(vote('p-a'))
    .then(cast('p-a')),
  scenario('makes the committee smaller: what was open may be decided by it')
    .given(...inVote, cast('p-a'), cast('p-b'), cast('p-c', 'no'), recused('p-d', 'p-d'))
    .when({ ...c.DeclareConflict, hand: hand('p-e') })
    .then(
      recused('p-e', 'p-e', 'keluarga'),
      decided('carried', 2, 1, 3, 'p-e'),
      { type: 'ApprovalGiven', hand: hand('p-b') }, // who voted for it, never who declared the conflict
      wanted,
    ),
  scenario('does not count those who lost the role since they voted')
    .given(...inVote, cast('p-a'), cast('p-b'), cast('p-c', 'no'), recused('p-d', 'p-d'))
    .when({ ...c.DeclareConflict, hand: hand('p-e'), lost: ['p-a'] })
    .then(
      recused('p-a', 'p-e'),
      recused('p-e', 'p-e', 'keluarga'),
      decided('unable', 1, 1, 2, 'p-e'),
      sentBack('committee/unable', 'p-e'),
    ),
  scenario('leaves too few, and the proposal goes back')
    .given(...inVote, recused('p-a', 'p-a'), recused('p-b', 'p-b'))
    .when({ ...c.DeclareConflict, hand: hand('p-c') })
    .then(recused('p-c', 'p-c', 'keluarga'), decided('unable', 0, 0, 2, 'p-c'), sentBack('committee/unable', 'p-c')),
  scenario('of too many is told before anything is proposed')
    .given(...told(ways.analysing))
    .when({ ...c.ProposeApproval, decidedBy: { policyVersion: 1, committee: { ...five, members: ['p-a', 'p-b', officer] } } })
    .refused('committee/too-small', { voters: 2, quorum: 3 }),
])

behaviour('a member who lost the role', applicationDecider, [
  scenario('between the votes counts no more, nor does their vote')
    .given(...inVote, cast('p-a'), cast('p-b'))
    .when(vote('p-c', 'yes', ['p-a']))
    .then(recused('p-a', 'p-c'), cast('p-c')),
  scenario('is told of once')
    .given(...inVote, cast('p-b'), recused('p-a', 'p-b'))
    .when(vote('p-c', 'yes', ['p-a']))
    .then(cast('p-c')),
])

behaviour('too late', applicationDecider, [
  scenario('is a vote after the withdrawal')
    .given(...told([...ways['in-committee'], c.CastVote, c.WithdrawApplication]))
    .when({ ...c.CastVote, hand: hand('p-vita') })
    .refused('application/closed', { status: 'withdrawn' }),
  scenario('is a vote after the decision')
    .given(...told([...ways['in-committee'], c.CastVote, { ...c.CastVote, hand: hand('p-vita') }]))
    .when({ ...c.CastVote, hand: hand('p-wayan'), choice: 'no', reasons: [npl] })
    .refused('application/waits-for-quota'),
  scenario('is another vote when the quota was refused; who voted for it asks for the quota again instead')
    .given(...told([...ways['in-committee'], c.CastVote, { ...c.CastVote, hand: hand('p-vita') }]), {
      type: 'QuotaRefused',
      rid,
      quotaId,
      validUntil,
      code: 'reservation/not-enough',
      facts: {},
    })
    .when({ ...c.CastVote, hand: hand('p-wayan') })
    .refused('committee/decided'),
])

test('carried and refused by the quota, who voted for it asks again; nobody else does', () => {
  const way = [...ways['in-committee'], c.CastVote, { ...c.CastVote, hand: hand('p-vita') }, c.RecordQuotaRefusal]
  expect(applicationDecider.decide(stateAfter(way), c.ApproveApplication).map(({ type }) => type)).toEqual([
    'ApprovalGiven',
    'QuotaWanted',
  ])
  expect(() => applicationDecider.decide(stateAfter(way), { ...c.ApproveApplication, hand: hand('p-x') })).toThrow('not a member')
})

test('proposed again, everybody votes anew', () => {
  const state = stateAfter([
    ...ways['in-committee'],
    c.CastVote,
    c.SendBackProposal,
    { ...c.ProposeApproval, decidedBy: { policyVersion: 2, committee: five } },
  ])
  expect(state).toMatchObject({ status: 'proposed', proposal: { ballot: { policyVersion: 2, votes: [], recused: [] } } })
})

test('of two last votes at the same moment one decides, and the quota is asked for once', async () => {
  const here = await applicationInMemory([...ways['in-committee'], c.CastVote])
  const answers = await Promise.allSettled([
    here.say({ ...c.CastVote, hand: hand('p-vita') }),
    here.say({ ...c.CastVote, hand: hand('p-wayan') }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await here.types()).filter((type) => type === 'QuotaWanted' || type === 'CommitteeDecided')).toHaveLength(2)
  expect(await here.state()).toMatchObject({ status: 'awaiting-quota', reservation: { rid: `${applicationId}:1` } })
})

const anyBallot = fc
  .record({
    size: fc.integer({ min: 2, max: 9 }),
    quorum: fc.integer({ min: 2, max: 9 }),
    chairCasts: fc.boolean(),
    acts: fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom('yes', 'no', 'out')), { maxLength: 14 }),
  })
  .map(({ size, quorum, chairCasts, acts }) => {
    const members = Array.from({ length: size }, (_, n) => `p-${n}`)
    const committee = { members, quorum: Math.min(quorum, size), chair: 'p-0', chairCasts }
    const empty: Ballot = { policyVersion: 1, committee, votes: [], recused: [], carried: false }
    return acts.reduce((ballot, [n, act]) => {
      const who = `p-${n % size}`
      if (act === 'out') return withRecusal(ballot, { member: who, code: 'x' })
      const isOut = ballot.recused.some(({ member }) => member === who)
      return isOut ? ballot : withVote(ballot, { hand: hand(who), choice: act, reasons: [] })
    }, empty)
  })

test('a conflict is declared in words of its own: what only partners can say is refused as one', () => {
  const declared = () => applicationDecider.decide(stateAfter(ways['in-committee']), { ...c.DeclareConflict, code: ROLE_LOST })
  expect(declared).toThrow(expect.objectContaining({ code: 'committee/conflict-reserved', facts: { code: 'role-lost' } }))
})

test('however they vote: nothing is carried without the quorum or against a majority of those who count, and what is decided stays so', () => {
  fc.assert(
    fc.property(anyBallot, fc.array(fc.constantFrom<Choice>('yes', 'no'), { minLength: 9, maxLength: 9 }), (ballot, rest) => {
      const { outcome, yes, no, voters } = tally(ballot, new Set())
      expect(yes + no).toBeLessThanOrEqual(voters)
      if (outcome === 'carried') {
        expect(yes + no).toBeGreaterThanOrEqual(ballot.committee.quorum)
        expect(yes >= no).toBe(true)
        if (!ballot.committee.chairCasts) expect(yes > no).toBe(true)
      }
      if (outcome !== 'carried' && outcome !== 'lost') return
      const silent = ballot.committee.members.filter(
        (member) =>
          !ballot.votes.some(({ hand: { by } }) => by === member) && !ballot.recused.some((each) => each.member === member),
      )
      const everybody = silent.reduce(
        (all, member, n) => withVote(all, { hand: hand(member), choice: rest[n] ?? 'no', reasons: [] }),
        ballot,
      )
      expect(tally(everybody, new Set()).outcome).toBe(outcome)
    }),
    { numRuns: 1_000 },
  )
})
