// What anyone may try before applying: an instalment schedule, and what the rules would say. Nothing is stored, nobody is named.
// Guarantees: the same rules and schedules as a real application. Does not guarantee: an approval; checks and survey come first.
import { annuitySchedule, decliningSchedule, flatSchedule } from '@simpul/kernel'
import { defineRoutes } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import { closed, code, day, loanType, orNull, ratePpm, sentence, tenorMonths } from '../bodies.ts'
import type { ApplicantFacts } from '../rules/facts.ts'
import { verdict, type KurVerdict } from '../rules/verdict.ts'

const plafonIdr = Type.Integer({ minimum: 1, maximum: 5_000_000_000 })
const count = Type.Integer({ minimum: 0, maximum: 100 })
const schedules = { annuity: annuitySchedule, flat: flatSchedule, declining: decliningSchedule }
const sum = Type.Integer()

const instalment = closed({ number: sum, principalIdr: sum, interestIdr: sum, paymentIdr: sum, balanceIdr: sum })
const facts = closed({
  plafonIdr,
  tenorMonths,
  loanType,
  akadOn: day,
  sector: Type.Optional(code),
  businessAgeMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_200 })),
  substitute: Type.Optional(code),
  earlierSuperMikro: Type.Optional(count),
  earlierMikro: Type.Optional(count),
  earlierKecil: Type.Optional(count),
  isCivilServant: Type.Optional(Type.Boolean()),
  hasNpwp: Type.Optional(Type.Boolean()),
  collateralDemanded: Type.Optional(Type.Boolean()),
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
    query: facts,
    response: simulated,
    read: ({ query }) => shown(verdict(factsOf(query), query.akadOn)),
  })
})

/** What was not filled in is not known, so it never becomes a no. */
function factsOf(asked: Static<typeof facts>): ApplicantFacts {
  const { earlierSuperMikro: superMikro, earlierMikro: mikro, earlierKecil: kecil, isCivilServant } = asked
  const told = superMikro !== undefined || mikro !== undefined || kecil !== undefined
  return {
    plafonIdr: asked.plafonIdr,
    tenorMonths: asked.tenorMonths,
    loanType: asked.loanType,
    sector: asked.sector ?? null,
    businessAgeMonths: asked.businessAgeMonths ?? null,
    substitutes: asked.substitute === undefined ? [] : [asked.substitute],
    earlierAccesses: told ? { SUPER_MIKRO: superMikro ?? 0, MIKRO: mikro ?? 0, KECIL: kecil ?? 0 } : null,
    occupation: isCivilServant === undefined ? null : isCivilServant ? 'asn' : 'other',
    hasNpwp: asked.hasNpwp ?? null,
    collateralDemanded: asked.collateralDemanded ?? null,
    spouse: null,
  }
}

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
