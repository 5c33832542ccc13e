// What anyone may try before applying: an instalment schedule, and what the rules would say. Nothing is stored, nobody is named.
// Guarantees: the same rules and schedules as a real application. Does not guarantee: an approval; checks and survey come first.
import { annuitySchedule, decliningSchedule, flatSchedule } from '@simpul/kernel'
import { defineRoutes } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import { closed, orNull, ratePpm, sentence, tenorMonths } from '../bodies.ts'
import { verdict, type KurVerdict } from '../rules/verdict.ts'
import { askedFacts, factsOf, plafonIdr } from './facts.ts'

const schedules = { annuity: annuitySchedule, flat: flatSchedule, declining: decliningSchedule }
const sum = Type.Integer()

const instalment = closed({
  number: sum,
  principalIdr: sum,
  interestIdr: sum,
  paymentIdr: sum,
  balanceIdr: sum,
  explanation: sentence,
})
const notice = closed({ code: Type.String(), sentence, cite: Type.String(), confidence: Type.String() })
const simulated = closed({
  outcome: Type.Enum(['eligible', 'conditional', 'ineligible', 'refer']),
  indicative: orNull(Type.Enum(['eligible', 'conditional', 'ineligible'])),
  scheme: orNull(Type.String()),
  ratePpm: orNull(ratePpm),
  instalmentIdr: orNull(sum),
  rules: Type.Array(
    closed({
      rule: Type.String(),
      version: Type.String(),
      result: Type.Enum(['passed', 'failed', 'not-applicable', 'unknown']),
      sentence,
      cite: Type.String(),
      confidence: Type.String(),
    }),
  ),
  flags: Type.Array(notice),
})

export const simulationRoutes = defineRoutes({ tag: 'Simulasi' }, (route) => {
  route.get('/simulations/instalments', {
    summary: { id: 'Hitung angsuran', en: 'Work out the instalments' },
    may: { roles: 'public' },
    query: closed({ plafonIdr, tenorMonths, ratePpm, method: Type.Enum(['annuity', 'flat', 'declining']) }),
    response: closed({ instalments: Type.Array(instalment), totalInterestIdr: sum, totalPaymentIdr: sum }),
    read({ query: { method, ...loan } }) {
      const { instalments, totalInterestIdr, totalPaymentIdr } = schedules[method](loan)
      return { instalments: [...instalments], totalInterestIdr, totalPaymentIdr }
    },
  })
  route.get('/simulations/verdict', {
    summary: { id: 'Coba syarat KUR', en: 'Try the rules of KUR' },
    may: { roles: 'public' },
    query: askedFacts,
    response: simulated,
    read: ({ query }) => shown(verdict(factsOf(query), query.akadOn)),
  })
})

const shown = ({ outcome, indicative, scheme, rate, instalmentIdr, rules, flags }: KurVerdict): Static<typeof simulated> => ({
  outcome,
  indicative,
  scheme,
  ratePpm: rate?.ppm ?? null,
  instalmentIdr,
  rules: rules.map(({ rule, version, result, sentence: said, cite, conf }) => ({
    rule,
    version,
    result,
    sentence: said,
    cite,
    confidence: conf,
  })),
  flags: flags.map(({ code: of, sentence: said, cite, conf }) => ({ code: of, sentence: said, cite, confidence: conf })),
})
