// One of the population from the door to the money, by HTTP: the applicant, the officer who goes by the verdict and by what the survey
// found, the approver. Guarantees: what each step must give is said with it; what became of it is answered, and nobody is asked twice.
import { acting, asked, registered, rejected, today, UNIT, withdraw, type Setting } from '../load/kur.ts'
import type { Body, Lender, User } from '../load/user.ts'
import type { Applicant } from './people.ts'

/** `told`: approved, and the lender's quota did not reach. */
export type Outcome = 'draft' | 'withdrawn' | 'rejected' | 'told' | 'disbursed'
export interface Became {
  readonly outcome: Outcome
  readonly disbursedIdr: number
  /** In the letter. */
  readonly reason?: string
}

const AT = 'microcredit/applications/:id'
const RATE_PPM = 60_000
/** What the refusals' catalogue has a sentence for; any other rule is told by its own. */
const REASONS: Readonly<Record<string, string>> = {
  'R-ASN': 'R-ASN',
  'R-BIZAGE': 'R-BIZAGE',
  'R-ACCESS': 'R-ACCESS',
  'R-NPWP': 'R-NPWP',
  'R-TENOR': 'R-TENOR',
  'R-CREDITHIST': 'credit/not-current',
}

/** The lender's people, signed in once. */
export interface Staff {
  readonly lender: Lender
  readonly officer: User
  readonly approver: User
}

export async function applied(setting: Setting, who: Applicant, staff: Staff): Promise<Became> {
  const { id: person, user } = await registered(setting, who.person)
  const id = await drafted(user, who, staff.lender)
  if (who.manner === 'draft') return { outcome: 'draft', disbursedIdr: 0 }
  await user.until('partners/parties/:id', person, 'Dukcapil', ({ verification }) => verification.status === 'verified')
  await user.command({ route: `${AT}/submit`, params: { id }, expects: ['ApplicationSubmitted'] })
  if (who.manner === 'withdrawn') {
    await withdraw(user, id)
    return { outcome: 'withdrawn', disbursedIdr: 0 }
  }
  if (who.manner === 'asked') await asked(user, staff.officer, id)
  const verdict = await surveyed(staff.officer, id, who)
  const why = whyNot(verdict, who)
  if (why !== null) {
    await rejected(staff.officer, staff.approver, id, why)
    return { outcome: 'rejected', disbursedIdr: 0, reason: why }
  }
  return decided(staff, id, verdict.ratePpm ?? RATE_PPM)
}

async function drafted(user: User, { asked: wish, business, documents }: Applicant, lender: Lender): Promise<string> {
  const begun = await user.command({
    route: 'microcredit/applications',
    body: { forOrganisation: false },
    expects: ['DraftStarted'],
  })
  const { id } = begun.body as { id: string }
  const body = { lender: lender.id, unit: UNIT, ...wish, business, documents }
  await user.command({ route: `${AT}/draft`, params: { id }, body, expects: ['DraftSaved'] })
  return id
}

async function surveyed(officer: User, id: string, { business, monthlyCapacityIdr }: Applicant): Promise<Body> {
  await officer.until(AT, id, 'the checks', ({ status }) => status === 'surveying')
  const body = {
    surveyedOn: today(),
    businessFound: true,
    monthlyTurnoverIdr: Math.round(business.yearlyTurnoverIdr / 12),
    monthlyCapacityIdr,
    collateralDemanded: [],
    evidenceRefs: [],
  }
  await officer.command({ route: `${AT}/survey`, params: { id }, body, expects: ['SurveyRecorded'] })
  const { verdict } = await officer.until(
    AT,
    id,
    'the verdict',
    (value) => value.status === 'analysing' && value.verdict !== null,
  )
  return verdict
}

/** The rule that says no, or that the instalment is more than what is left each month. */
function whyNot(verdict: Body, { asked: { plafonIdr, tenorMonths }, monthlyCapacityIdr }: Applicant): string | null {
  if (verdict.outcome === 'ineligible') {
    const failing = (verdict.findings as { rule: string; outcome: string }[]).filter(({ outcome }) => outcome === 'fail')
    return failing.map(({ rule }) => REASONS[rule]).find((code) => code !== undefined) ?? 'info/not-given'
  }
  const instalmentIdr = (plafonIdr / tenorMonths) * 1.1
  return instalmentIdr > monthlyCapacityIdr ? 'capacity/too-low' : null
}

async function decided({ officer, approver }: Staff, id: string, ratePpm: number): Promise<Became> {
  const { body: read } = await officer.read(AT, { id })
  const terms = { plafonIdr: read.asked.plafonIdr as number, tenorMonths: read.asked.tenorMonths as number, ratePpm }
  await officer.command({ route: `${AT}/propose-approval`, params: { id }, body: terms, expects: ['ApprovalProposed'] })
  await acting(approver, id, 'the proposal', is('proposed'), (version) => ({
    route: `${AT}/approve`,
    params: { id },
    version,
    expects: ['ApprovalGiven', 'QuotaWanted'],
  }))
  const { status } = await officer.until(AT, id, 'the quota', (value) => value.status === 'approved' || value.setback !== null)
  if (status !== 'approved') return { outcome: 'told', disbursedIdr: 0 }
  const akad = { signedOn: today(), terms, documentRef: 'foto-akad' }
  await acting(officer, id, 'the approval', is('approved'), (version) => ({
    route: `${AT}/akad`,
    params: { id },
    body: akad,
    version,
    expects: ['AkadSigned'],
  }))
  const money = { disbursedOn: today(), transferRef: `TRF-${id}` }
  await acting(officer, id, 'the registration at SIKP', is('registered'), (version) => ({
    route: `${AT}/disburse`,
    params: { id },
    body: money,
    version,
    expects: ['ApplicationDisbursed'],
  }))
  return { outcome: 'disbursed', disbursedIdr: terms.plafonIdr }
}

const is = (wanted: string) => (value: Body) => value.status === wanted
