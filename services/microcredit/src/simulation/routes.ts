// What anyone may try before applying: an instalment schedule, what the rules would say, what would change it, which scheme fits, and
// what a quoted instalment costs. Nothing is stored, nobody is named.
// Guarantees: the same rules and schedules as a real application. Does not guarantee: an approval; checks and survey come first.
import { scheduleBy } from '@simpul/kernel'
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, orNull, ratePpm, sentence, tenorMonths } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import { counterfactual } from '../rules/counterfactual.ts'
import { schemeFits } from '../rules/schemeFit.ts'
import { verdict } from '../rules/verdict.ts'
import { checkQuote } from '../schedule/quoteCheck.ts'
import { changesShown, schemesShown, shownChanges, shownSchemes, shownVerdict, sum, verdictShown } from './answers.ts'
import { askedFacts, factsOf, plafonIdr } from './facts.ts'

const method = Type.Enum(['annuity', 'flat', 'declining'])
const graceMonths = Type.Optional(Type.Integer({ minimum: 1, maximum: 36 }))
const instalment = closed({
  number: sum,
  principalIdr: sum,
  interestIdr: sum,
  paymentIdr: sum,
  balanceIdr: sum,
  explanation: sentence,
})
const quoted = closed({
  effectivePpm: orNull(sum),
  flatPpm: sum,
  equivalentFlatPpm: sum,
  ruleInstalmentIdr: sum,
  aboveRuleIdr: sum,
  answer: Type.Enum(['as-ruled', 'above', 'below']),
  sentence,
})

export const simulationRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Simulasi' }, (route) => {
  route.get('/simulations/instalments', {
    summary: { id: 'Hitung angsuran', en: 'Work out the instalments' },
    may: { roles: 'public' },
    query: closed({ plafonIdr, tenorMonths, ratePpm, method, graceMonths }),
    response: closed({
      rounding: Type.String(),
      instalments: Type.Array(instalment),
      totalInterestIdr: sum,
      totalPaymentIdr: sum,
    }),
    read({ query: { method: by, graceMonths: months = 0, ...loan } }) {
      // A grace period as long as the tenor leaves no month to repay in.
      const grace = { months: Math.min(months, loan.tenorMonths - 1), of: 'principal' } as const
      const { rounding, instalments, totalInterestIdr, totalPaymentIdr } = scheduleBy(by, { ...loan, grace })
      return { rounding, instalments: instalments.map((each) => ({ ...each })), totalInterestIdr, totalPaymentIdr }
    },
  })
  route.get('/simulations/quote', {
    summary: { id: 'Periksa angsuran yang ditawarkan', en: 'Check an instalment that was quoted' },
    may: { roles: 'public' },
    query: closed({ plafonIdr, tenorMonths, instalmentIdr: plafonIdr, ratePpm, receivedIdr: Type.Optional(plafonIdr) }),
    response: quoted,
    read({ query: { ratePpm: rulePpm, receivedIdr, ...quote } }) {
      const { effective: _exact, ...shown } = checkQuote({
        ...quote,
        rulePpm,
        ...(receivedIdr === undefined ? {} : { receivedIdr }),
      })
      return shown
    },
  })
  route.get('/simulations/verdict', {
    summary: { id: 'Coba syarat KUR', en: 'Try the rules of KUR' },
    may: { roles: 'public' },
    query: askedFacts,
    response: shownVerdict,
    read: async ({ query, context }) =>
      verdictShown(verdict(factsOf(query), query.akadOn, await bookInForce(context, query.akadOn))),
  })
  route.get('/simulations/changes', {
    summary: { id: 'Apa yang mengubah jawabannya', en: 'What would change the answer' },
    may: { roles: 'public' },
    query: askedFacts,
    response: shownChanges,
    read: async ({ query, context }) =>
      changesShown(counterfactual(factsOf(query), query.akadOn, await bookInForce(context, query.akadOn))),
  })
  route.get('/simulations/schemes', {
    summary: { id: 'Skema mana yang cocok', en: 'Which scheme fits' },
    may: { roles: 'public' },
    query: askedFacts,
    response: shownSchemes,
    read: async ({ query, context }) =>
      schemesShown(schemeFits(factsOf(query), query.akadOn, await bookInForce(context, query.akadOn))),
  })
})
