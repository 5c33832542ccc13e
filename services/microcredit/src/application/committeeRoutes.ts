// A committee's work over HTTP: its members vote, or say that they are not impartial; the lender reads how it stands, and the score.
// Guarantees: at each vote partners is asked of every member whether they still are an approver of this lender; no answer, no vote.
// Does not: show any of it to the applicant, who hears of the decision.
import { defineRoutes, type Actor, type ServiceContext } from '@simpul/platform'
import { Type } from 'typebox'
import { appealWindow } from '../appeal/window.ts'
import { closed, code, id, orNull } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { refuse } from '../policy/refusals.ts'
import { handOf, isApplicant, isLender, LENDER_ROLES, mayRead } from '../rights.ts'
import { application } from './aggregate.ts'
import { fileOf, REASONS_MAX, type Application } from './application.ts'
import { tally, type Ballot } from './committee.ts'
import { barredFrom } from './decideDecision.ts'
import { reasonsOf } from './reasons.ts'

const member = { roles: ['approver'], owns: isLender, confirmed: true } as const
const target = ({ params }: { params: { id: string } }) => params.id
const choice = Type.Enum(['yes', 'no'])
const count = Type.Integer()
const figure = orNull(Type.Integer())

const reviewView = closed({
  id,
  version: count,
  score: orNull(
    closed({
      policyVersion: count,
      totalPpm: count,
      unknownPpm: count,
      lines: Type.Array(closed({ variable: code, value: figure, points: figure, weightPpm: count, contributionPpm: count })),
    }),
  ),
  committee: orNull(
    closed({
      policyVersion: count,
      members: Type.Array(id),
      quorum: count,
      chair: id,
      chairCasts: Type.Boolean(),
      votes: Type.Array(closed({ member: id, choice })),
      recused: Type.Array(closed({ member: id, code })),
      yes: count,
      no: count,
      voters: count,
      carried: Type.Boolean(),
    }),
  ),
})

export const committeeRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Komite' }, (route) => {
  route.command('/applications/:id/votes', {
    summary: { id: 'Berikan suara dalam komite', en: 'Vote in the committee' },
    may: member,
    aggregate: application,
    body: closed({ choice, reasonCodes: Type.Array(code, { maxItems: REASONS_MAX }) }),
    ifMatch: 'required',
    target,
    async command({ params, body, actor, context }) {
      const ballot = ballotOf((await context.commands.state(application, params.id))?.state)
      const lost = ballot ? await withoutRole(ballot, actor, context) : []
      const vote = { choice: body.choice, reasons: reasonsOf(body.reasonCodes), hand: handOf(actor), lost }
      return { type: 'CastVote' as const, ...vote, ...(await appealWindow(context, params.id)) }
    },
  })
  route.command('/applications/:id/conflict', {
    summary: { id: 'Nyatakan benturan kepentingan', en: 'Declare a conflict of interest' },
    may: member,
    aggregate: application,
    body: closed({ code }),
    target,
    async command({ params, body, actor, context }) {
      const ballot = ballotOf((await context.commands.state(application, params.id))?.state)
      const lost = ballot ? await withoutRole(ballot, actor, context) : []
      const declared = { code: body.code, hand: handOf(actor), lost }
      return { type: 'DeclareConflict' as const, ...declared, ...(await appealWindow(context, params.id)) }
    },
  })
  route.get('/applications/:id/review', {
    summary: { id: 'Skor dan komite', en: 'Score and committee' },
    may: { roles: [...LENDER_ROLES, 'auditor'] },
    response: reviewView,
    async read({ params, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor) || isApplicant(found.state, actor)) return null
      const score = fileOf(found.state)?.score
      return {
        id: params.id,
        version: found.version,
        score: score ? { ...score, lines: [...score.lines] } : null,
        committee: committeeOf(found.state),
      }
    },
  })
})

const ballotOf = (state: Application | undefined): Ballot | undefined =>
  state && 'proposal' in state && state.proposal.advice === 'approve' ? state.proposal.ballot : undefined

function committeeOf(state: Application) {
  const ballot = ballotOf(state)
  if (!ballot || !('proposal' in state)) return null
  const { policyVersion, committee, votes, recused, carried } = ballot
  const { yes, no, voters } = tally(ballot, barredFrom(state.file, state.proposal.hand))
  return {
    policyVersion,
    ...committee,
    members: [...committee.members],
    votes: votes.map(({ hand, choice: cast }) => ({ member: hand.by, choice: cast })),
    recused: [...recused],
    yes,
    no,
    voters,
    carried,
  }
}

async function withoutRole(
  { committee }: Ballot,
  { org, person }: Actor,
  { outside }: ServiceContext<MicrocreditOutside>,
): Promise<string[]> {
  const others = committee.members.filter((each) => each !== person)
  const rights = await Promise.all(
    others.map((each) =>
      outside.rights({ subject: each, roles: ['approver'], person: each, ...(org === undefined ? {} : { org }) }),
    ),
  )
  return others.filter((_, index) => {
    const answer = rights[index]
    if (answer?.kind !== 'held') throw refuse('committee/rights-unconfirmed')
    return !answer.roles.includes('approver')
  })
}
