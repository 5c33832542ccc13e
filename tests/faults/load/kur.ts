// The journey of an application for KUR, by HTTP: the applicant, the officer and the approver, each with their own token.
// Guarantees: what each step must give is said with it. Some journeys end on the way, as in life: `until` says where.
import { dayInWib } from '@simpul/kernel'
import { person } from './people.ts'
import type { Random } from './random.ts'
import { Refused, User, type Body, type Lender, type World } from './user.ts'

/** Where a journey ends. `disbursed` is all the way. */
export const ENDS = ['draft', 'submitted', 'surveyed', 'proposed', 'withdrawn', 'asked', 'rejected', 'disbursed'] as const
export type End = (typeof ENDS)[number]

export const UNIT = 'pusat'
export const SCHEME = 'MIKRO'
const RATE_PPM = 60_000
export const today = () => dayInWib(new Date().toISOString())
export const quotaIdOf = ({ id }: Pick<Lender, 'id'>, scheme: string = SCHEME) => `${id}.${scheme}.${today().slice(0, 4)}.${UNIT}`
const AT = 'microcredit/applications/:id'

export interface Setting {
  readonly world: World
  readonly journey: string
  readonly random: Random
  /** Counts the people of the run. */
  readonly n: number
}

export const staff = ({ world, journey, random }: Setting, as: keyof Lender['people'], { id, people }: Lender) =>
  User.signIn(world, journey, { as, person: people[as], org: id, branch: UNIT, sub: people[as] }, random)

/** Registers somebody and has them verified. */
export async function registered(
  setting: Setting,
  body: object = person(setting.n, setting.random),
): Promise<{ id: string; user: User }> {
  const { world, journey, random } = setting
  const visitor = await User.signIn(world, journey, { as: 'applicant', sub: `visitor-${journey}` }, random)
  const { id } = (await visitor.command({ route: 'partners/people', body, expects: ['PersonRegistered'] })).body as { id: string }
  const user = await User.signIn(world, journey, { as: 'applicant', person: id, sub: id }, random)
  await user.command({
    route: 'partners/parties/:id/verification',
    params: { id },
    expects: ['VerificationRequested'],
    manner: manner(random),
  })
  return { id, user }
}

const manner = (random: Random) => random.weighted({ careful: 8, double: 1, vanishing: 1 })

export async function kur(setting: Setting, lender: Lender, end: End, plafonIdr?: number): Promise<string> {
  const { random } = setting
  const { id: personId, user } = await registered(setting)
  const id = await draft(user, random, lender, plafonIdr ?? 1_000_000 * random.between(10, 50))
  if (end === 'draft') return id
  await user.until('partners/parties/:id', personId, 'Dukcapil', ({ verification }) => verification.status === 'verified')
  await user.command({ route: `${AT}/submit`, params: { id }, expects: ['ApplicationSubmitted'], manner: manner(random) })
  if (end === 'submitted') return id
  const officer = await staff(setting, 'officer', lender)
  if (end === 'asked') {
    await asked(user, officer, id)
    return id
  }
  if (end === 'withdrawn' && random.chance(0.5)) {
    await withdraw(user, id)
    return id
  }
  await reviewed(officer, id)
  if (end === 'surveyed') return id
  if (end === 'withdrawn') {
    await withdraw(user, id)
    return id
  }
  const approver = await staff(setting, 'approver', lender)
  if (end === 'rejected') {
    await rejected(officer, approver, id)
    return id
  }
  await decided(officer, approver, id, random, end)
  return id
}

async function draft(user: User, random: Random, lender: Lender, plafonIdr: number): Promise<string> {
  const { id } = (
    await user.command({
      route: 'microcredit/applications',
      body: { forOrganisation: false },
      expects: ['DraftStarted'],
      manner: manner(random),
    })
  ).body as { id: string }
  const save = (body: object) =>
    user.command({ route: `${AT}/draft`, params: { id }, body, expects: ['DraftSaved'], manner: manner(random) })
  await save({
    lender: lender.id,
    unit: UNIT,
    scheme: SCHEME,
    plafonIdr,
    tenorMonths: 36,
    loanType: 'KMK',
    purposeCode: 'modal-usaha',
  })
  const business = {
    sector: 'perdagangan',
    startedOn: '2024-01-05',
    yearlyTurnoverIdr: 180_000_000,
    hasNib: true,
    hasNpwp: false,
    ownerIsCivilServant: false,
    substitutes: [],
  }
  await save({ business, documents: [{ kind: 'nib', ref: 'foto-nib' }] })
  return id
}

export const withdraw = (user: User, id: string) =>
  user.command({
    route: `${AT}/withdraw`,
    params: { id },
    body: { reasonCode: 'berubah-pikiran' },
    expects: ['ApplicationWithdrawn'],
  })

export async function asked(user: User, officer: User, id: string): Promise<void> {
  const questions = [{ code: 'omzet', textRef: null }]
  await officer.command({ route: `${AT}/questions`, params: { id }, body: { questions }, expects: ['InfoRequested'] })
  const answers = [{ code: 'omzet', ref: 'foto-buku' }]
  await user.command({ route: `${AT}/answers`, params: { id }, body: { answers }, expects: ['InfoAnswered'] })
}

async function reviewed(officer: User, id: string): Promise<void> {
  await officer.until(AT, id, 'the checks', ({ status }) => status === 'surveying')
  const survey = {
    surveyedOn: today(),
    businessFound: true,
    monthlyTurnoverIdr: 15_000_000,
    monthlyCapacityIdr: 2_500_000,
    collateralDemanded: [],
    evidenceRefs: [],
  }
  await officer.command({ route: `${AT}/survey`, params: { id }, body: survey, expects: ['SurveyRecorded'] })
  await officer.until(AT, id, 'the verdict', ({ status, verdict }) => status === 'analysing' && verdict !== null)
}

export async function rejected(officer: User, approver: User, id: string, reason = 'capacity/too-low'): Promise<void> {
  const body = { reasonCodes: [reason] }
  await officer.command({ route: `${AT}/propose-rejection`, params: { id }, body, expects: ['RejectionProposed'] })
  await acting(approver, id, 'the proposal', is('proposed'), (version) => ({
    route: `${AT}/reject`,
    params: { id },
    body,
    version,
    expects: ['ApplicationRejected'],
  }))
}

async function decided(officer: User, approver: User, id: string, random: Random, end: End): Promise<void> {
  const { body: read } = await officer.read(AT, { id })
  const terms = { plafonIdr: read.asked.plafonIdr, tenorMonths: read.asked.tenorMonths, ratePpm: RATE_PPM }
  await officer.command({ route: `${AT}/propose-approval`, params: { id }, body: terms, expects: ['ApprovalProposed'] })
  if (end === 'proposed') return
  const approve = (version: number) => ({
    route: `${AT}/approve`,
    params: { id },
    version,
    expects: ['ApprovalGiven', 'QuotaWanted'],
    manner: manner(random),
  })
  await acting(approver, id, 'the proposal', is('proposed'), approve)
  const { status } = await officer.until(AT, id, 'the quota', (value) => value.status === 'approved' || value.setback !== null)
  if (status !== 'approved') return // told why: the lender's quota does not reach
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
    manner: manner(random),
  }))
}

/** What a lender with quota for so many lends each. */
export const UNIT_PLAFON_IDR = 40_000_000

/** `told`: refused by the quota, with the reason on the application. */
export async function approveWhenProposed(
  setting: Setting,
  lender: Lender,
  id: string,
): Promise<'approved' | 'told' | 'unclear'> {
  const approver = await staff(setting, 'approver', lender)
  await acting(approver, id, 'the proposal', is('proposed'), (version) => ({
    route: `${AT}/approve`,
    params: { id },
    version,
    expects: ['ApprovalGiven', 'QuotaWanted'],
  }))
  const { status, setback } = await approver.until(
    AT,
    id,
    'the quota',
    (value) => value.status === 'approved' || value.setback !== null,
  )
  if (status === 'approved') return 'approved'
  return setback === 'reservation/not-enough' ? 'told' : 'unclear'
}

const is = (wanted: string) => (value: Body) => value.status === wanted

/** Waits, then acts on the version that was read; when a clock was set in between, reads again. */
export async function acting(
  user: User,
  id: string,
  what: string,
  fits: (value: Body) => boolean,
  step: (version: number) => Parameters<User['command']>[0],
): Promise<void> {
  for (;;) {
    const { version } = await user.until(AT, id, what, fits)
    try {
      await user.command(step(version))
      return
    } catch (error) {
      if (!(error instanceof Refused && error.status === 412)) throw error
    }
  }
}
