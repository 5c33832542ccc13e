// One request that succeeds, for each route of every service: what the proofs of the API change bit by bit.
// Guarantees (requests.test.ts): no route is missing and each request is answered 2xx by the one it names.
import { policyText } from '../../services/microcredit/src/policy/example.ts'
import { consentText, liabilityText } from '../../services/microcredit/src/group/statements.ts'
import { digestOf } from '../../services/microcredit/src/rulebook/digest.ts'
import { FIRST_EDITION, kurRules } from '../../services/microcredit/src/rules/kurRules.ts'
import { marketRequests } from './marketRequests.ts'
import { platformRequests } from './platformRequests.ts'
import { LATER_EDITIONS } from './simpul.ts'
import type { ActorName, World } from './world.ts'
import { inDays, organisation, photograph, withoutNpwp } from './world.ts'

export interface Sample {
  readonly as: ActorName | 'service' | 'nobody'
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean>>
  readonly body?: Readonly<Record<string, unknown>>
  /** The body of an upload. */
  readonly file?: Buffer
}

type Sampled = (world: World) => Sample

const { kind: _, ...correction } = organisation
const terms = { plafonIdr: 40_000_000, tenorMonths: 36, ratePpm: 60_000 }
const day = '2025-03-10'
const ref = '22222222-2222-4222-8222-222222222222'
const business = {
  sector: 'perdagangan',
  startedOn: '2024-01-05',
  yearlyTurnoverIdr: 180_000_000,
  hasNib: true,
  hasNpwp: false,
  ownerIsCivilServant: false,
  substitutes: ['training'],
}
const draft = {
  lender: 'org-bank-desa',
  unit: 'pusat',
  scheme: 'MIKRO',
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  purposeCode: 'modal-usaha',
  business,
  documents: [{ kind: 'nib', ref: 'blob-1' }],
}

const partners: Readonly<Record<string, Sampled>> = {
  'POST /partners/people': () => ({ as: 'roleless', body: withoutNpwp }),
  'POST /partners/organisations': () => ({ as: 'siti', body: organisation }),
  'POST /partners/parties/:id/withdrawal': ({ ids }) => ({ as: 'siti', params: { id: ids.siti }, body: {} }),
  'POST /partners/parties/:id/person-correction': ({ ids }) => ({
    as: 'siti',
    params: { id: ids.siti },
    body: { ...withoutNpwp, phone: '089876543210' },
  }),
  'POST /partners/parties/:id/organisation-correction': ({ ids }) => ({
    as: 'siti',
    params: { id: ids.koperasi },
    body: { ...correction, phone: '089876543210' },
  }),
  'POST /partners/parties/:id/business-facts': ({ ids }) => ({
    as: 'siti',
    params: { id: ids.koperasi },
    body: { businessStartedOn: day, sector: { code: '47112', version: '2025' } },
  }),
  'POST /partners/parties/:id/verification': ({ ids }) => ({ as: 'siti', params: { id: ids.siti }, body: {} }),
  'POST /partners/parties/:id/evidence': ({ ids }) => ({ as: 'verifier', params: { id: ids.manualCase }, file: photograph }),
  'GET /partners/evidence/:id': ({ ids }) => ({ as: 'verifier', params: { id: ids.evidence } }),
  'POST /partners/evidence/:id/place': ({ ids }) => ({
    as: 'officer',
    params: { id: ids.unplacedPhoto },
    body: { latitude: -6.2, longitude: 106.8, accuracyM: 12, takenAt: inDays(-1) },
  }),
  'GET /partners/evidence/:id/place': ({ ids }) => ({ as: 'officer', params: { id: ids.surveyEvidence } }),
  'GET /partners/internal/evidence/:id': ({ ids }) => ({ as: 'service', params: { id: ids.surveyEvidence } }),
  'POST /partners/parties/:id/verification/acceptance': ({ ids }) => ({
    as: 'verifier',
    params: { id: ids.manualCase },
    body: { round: 1, evidenceRef: ids.evidence },
  }),
  'POST /partners/parties/:id/verification/rejection': ({ ids }) => ({
    as: 'verifier',
    params: { id: ids.manualCase },
    body: { round: 1, reasonRef: ref },
  }),
  'POST /partners/parties/:id/verification/recheck': ({ ids }) => ({
    as: 'verifier',
    params: { id: ids.manualCase },
    body: { round: 1 },
  }),
  'POST /partners/parties/:id/roles': ({ ids }) => ({
    as: 'siti',
    params: { id: ids.koperasi },
    body: { person: ids.budi, role: 'manager' },
  }),
  'POST /partners/parties/:id/roles/revocation': ({ ids }) => ({
    as: 'operator',
    params: { id: ids.manualCase },
    body: { person: ids.budi, role: 'manager' },
  }),
  'GET /partners/parties': () => ({
    as: 'siti',
    query: { kind: 'koperasi', region: '73.08', status: 'unverified', member: 'me', limit: 10 },
  }),
  'GET /partners/parties/:id': ({ ids }) => ({ as: 'siti', params: { id: ids.siti } }),
  'GET /partners/parties/:id/history': ({ ids }) => ({ as: 'siti', params: { id: ids.siti } }),
  'POST /partners/parties/:id/delegations': ({ ids }) => ({
    as: 'siti',
    params: { id: ids.koperasi },
    body: { from: ids.siti, to: ids.budi, role: 'manager', startsAt: inDays(1), endsAt: inDays(30) },
  }),
  'POST /partners/parties/:id/delegations/:n/end': ({ ids }) => ({
    as: 'siti',
    params: { id: ids.manualCase, n: '1' },
    body: {},
  }),
  'GET /partners/internal/organisations/:organisation/rights/:person': ({ ids }) => ({
    as: 'service',
    params: { organisation: ids.koperasi, person: ids.siti },
  }),
  'POST /partners/internal/people-resolutions': ({ ids }) => ({
    as: 'service',
    body: { service: 'microcredit', purpose: 'kur-checks', onBehalfOf: 'officer', people: [ids.siti] },
  }),
  'GET /partners/internal/people-resolutions/:id': ({ ids }) => ({ as: 'service', params: { id: ids.resolution } }),
  'POST /partners/parties/:person/reveals': ({ ids }) => ({
    as: 'verifier',
    params: { person: ids.siti },
    body: { fields: ['name', 'phone'], reasonRef: ref },
  }),
  'GET /partners/reveals/:id': ({ ids }) => ({ as: 'verifier', params: { id: ids.reveal } }),
}

const microcredit: Readonly<Record<string, Sampled>> = {
  'POST /microcredit/applications': () => ({ as: 'siti', body: { forOrganisation: false } }),
  'POST /microcredit/applications/:id/draft': on('draft', 'siti', draft),
  'POST /microcredit/applications/:id/submit': on('draft', 'siti', {}),
  'POST /microcredit/applications/:id/withdraw': on('checking', 'siti', { reasonCode: 'berubah-rencana' }),
  'POST /microcredit/applications/:id/answers': on('need-info', 'siti', { answers: [{ code: 'omzet', ref: 'blob-3' }] }),
  'GET /microcredit/applications/:id': on('checking', 'siti'),
  'GET /microcredit/applications/:id/history': on('checking', 'siti'),
  'GET /microcredit/applications/:id/letter': on('rejected', 'siti'),
  'GET /microcredit/applications/:id/timeline': on('checking', 'siti'),
  'POST /microcredit/my/contact': () => ({ as: 'siti', body: { channels: ['whatsapp'], language: 'id' } }),
  'GET /microcredit/my/contact': () => ({ as: 'siti' }),
  'GET /microcredit/applications/:id/messages': on('checking', 'siti'),
  'GET /microcredit/my/applications': () => ({ as: 'siti', query: { limit: 10 } }),
  'POST /microcredit/applications/:id/survey': (world) =>
    on('surveying', 'officer', {
      surveyedOn: day,
      businessFound: true,
      monthlyTurnoverIdr: 15_000_000,
      monthlyCapacityIdr: 2_500_000,
      collateralDemanded: ['bpkb'],
      evidenceRefs: [world.ids.surveyEvidence],
      photos: [world.ids.surveyEvidence],
      domicileMonths: 60,
    })(world),
  'POST /microcredit/applications/:id/checks': (world) =>
    on('checking', 'officer', {
      check: 'sikp',
      passed: true,
      evidenceRef: world.ids.surveyEvidence,
      earlierKur: { MIKRO: 1 },
    })(world),
  'POST /microcredit/applications/:id/questions': on('checking', 'officer', { questions: [{ code: 'omzet', textRef: null }] }),
  'POST /microcredit/applications/:id/propose-approval': on('analysing', 'officer', terms),
  'POST /microcredit/applications/:id/propose-rejection': on('analysing', 'officer', { reasonCodes: ['R-ASN'] }),
  'POST /microcredit/applications/:id/officer': on('surveying', 'manager', { officer: 'p-officer' }),
  'POST /microcredit/applications/:id/delegations': on('analysing', 'officer', {
    to: 'p-colleague',
    until: '2099-12-31T00:00:00.000Z',
  }),
  'POST /microcredit/applications/:id/send-back': on('proposed', 'approver', { reasonCode: 'survei-kurang' }),
  'POST /microcredit/applications/:id/reopen': on('rejected', 'manager', { reasonCode: 'keberatan' }),
  'GET /microcredit/worklist': () => ({
    as: 'officer',
    query: {
      status: 'checking',
      officer: 'p-officer',
      mine: false,
      holder: 'system',
      overdue: true,
      scheme: 'MIKRO',
      unit: 'pusat',
      plafonFromIdr: 1_000_000,
      plafonToIdr: 50_000_000,
      submittedFrom: '2025-01-01',
      submittedBefore: '2099-01-01',
      dueBefore: '2099-01-01',
      names: false,
      limit: 10,
    },
  }),
  'POST /microcredit/exports': () => ({
    as: 'officer',
    body: { format: 'csv', filters: { status: 'surveying', unit: 'pusat' } },
  }),
  'GET /microcredit/exports/:id': ({ ids }) => ({ as: 'officer', params: { id: ids.export } }),
  'GET /microcredit/figures': () => ({
    as: 'auditor',
    query: { from: thisMonth, to: thisMonth, scheme: 'MIKRO', unit: 'pusat', lender: 'org-bank-desa' },
  }),
  'GET /microcredit/exports': () => ({ as: 'manager', query: { limit: 10 } }),
  'POST /microcredit/applications/:id/approve': on('proposed', 'approver', {}),
  'POST /microcredit/applications/:id/reject': on('proposed', 'approver', { reasonCodes: ['lender/npl-gate'] }),
  'POST /microcredit/applications/:id/akad': on('approved', 'officer', { signedOn: day, terms, documentRef: 'blob-4' }),
  'POST /microcredit/applications/:id/disburse': on('registered', 'officer', { disbursedOn: day, transferRef: 'T-1' }),
  'POST /microcredit/applications/:id/votes': on('in-committee', 'approver', { choice: 'no', reasonCodes: ['capacity/too-low'] }),
  'POST /microcredit/applications/:id/conflict': on('in-committee', 'approver', { code: 'keluarga' }),
  'GET /microcredit/applications/:id/review': on('in-committee', 'officer'),
  'POST /microcredit/applications/:id/undo-proposal': on('approved', 'officer', { reasonCode: 'salah-plafon' }),
  'POST /microcredit/applications/:id/undo': on('undo-asked', 'manager', {}),
  'POST /microcredit/applications/:id/keep-approval': on('undo-asked', 'approver', {}),
  'POST /microcredit/applications/:id/appeal': on('rejected', 'siti', {
    contested: [
      { kind: 'reason', name: 'lender/npl-gate' },
      { kind: 'fact', name: 'hasNpwp', says: true, evidenceRef: 'blob-5' },
    ],
    textRef: ref,
  }),
  'POST /microcredit/applications/:id/appeal/withdraw': on('appealed', 'siti', {}),
  'GET /microcredit/applications/:id/appeal': on('appealed', 'siti'),
  'POST /microcredit/applications/:id/appeal/reviewer': on('appealed', 'manager', { reviewer: 'p-second' }),
  'POST /microcredit/applications/:id/appeal/conflict': on('appealed', 'manager', { code: 'keluarga' }),
  'POST /microcredit/applications/:id/appeal/uphold': on('appealed', 'manager', { reasonCodes: ['reason/stands'] }),
  'POST /microcredit/applications/:id/appeal/overturn': (world) =>
    on('appealed', 'manager', {
      granted: [{ kind: 'reason', name: 'lender/npl-gate' }],
      reasonCodes: ['reason/unfounded'],
      corrections: [{ fact: 'kur.MIKRO', value: 1, evidenceRef: world.ids.surveyEvidence }],
    })(world),
  'GET /microcredit/appeal-figures': () => ({ as: 'officer', query: { from: '2025-01-01', until: day } }),
  'POST /microcredit/quotas': () => ({
    as: 'manager',
    body: { scheme: 'KECIL', year: 2026, unit: 'pusat', limitIdr: 5_000_000_000 },
  }),
  'POST /microcredit/quotas/:id/limit': ({ ids }) => ({
    as: 'manager',
    params: { id: ids.quota },
    body: { limitIdr: 2_000_000_000 },
  }),
  'GET /microcredit/quotas/:id': ({ ids }) => ({ as: 'officer', params: { id: ids.quota } }),
  'POST /microcredit/policies': () => ({ as: 'manager', body: { ...policyText } }),
  'POST /microcredit/policies/:id/adoption': ({ ids }) => ({ as: 'approver', params: { id: ids.policy }, body: { version: 2 } }),
  'POST /microcredit/policies/:id/drop': ({ ids }) => ({ as: 'manager', params: { id: ids.policy }, body: { version: 2 } }),
  'GET /microcredit/policies/:id': ({ ids }) => ({ as: 'officer', params: { id: ids.policy } }),
  'GET /microcredit/simulations/instalments': () => ({ as: 'nobody', query: { ...terms, method: 'annuity', graceMonths: 3 } }),
  'GET /microcredit/simulations/quote': () => ({
    as: 'nobody',
    query: { ...terms, instalmentIdr: 1_333_333, receivedIdr: 39_000_000 },
  }),
  'GET /microcredit/simulations/verdict': () => ({ as: 'nobody', query: warung }),
  'GET /microcredit/simulations/changes': () => ({ as: 'nobody', query: warung }),
  'POST /microcredit/rulebook/releases': () => ({ as: 'operator', body: later(1) }),
  'POST /microcredit/rulebook/approvals': () => ({ as: 'jurist', body: { n: 1, digest: later(0).digest } }),
  'POST /microcredit/rulebook/withdrawals': () => ({ as: 'jurist', body: { n: 1, reasonCode: 'salah-ketik' } }),
  'GET /microcredit/rulebook': () => ({ as: 'nobody', query: { akadOn: day } }),
  'GET /microcredit/rulebook/history': () => ({ as: 'auditor' }),
  'GET /microcredit/applications/:id/verdict': ({ applicationIn }) => ({
    as: 'siti',
    params: { id: applicationIn('approved') },
    query: { akadOn: day, edition: FIRST_EDITION },
  }),
  'GET /microcredit/verdict-replays': () => ({ as: 'operator', query: { limit: 10 } }),
  'GET /microcredit/simulations/schemes': () => ({ as: 'nobody', query: warung }),
  'POST /microcredit/groups': () => ({ as: 'siti', body: {} }),
  'POST /microcredit/groups/:id/plan': together('begun', 'siti', () => groupPlan),
  'POST /microcredit/groups/:id/invitations': together('begun', 'siti', () => ({ person: 'p-baru' })),
  'POST /microcredit/groups/:id/agreement': together('begun', 'budi', () => ({
    forOrganisation: false,
    plafonIdr: 10_000_000,
    commodity: 'padi',
    business,
    documents: [{ kind: 'nib', ref: 'blob-1' }],
    textVersion: consentText.version,
  })),
  'POST /microcredit/groups/:id/liability': together('formed', 'budi', ({ ids }) => ({
    textVersion: liabilityText.version,
    sumIdr: 40_000_000,
    members: [ids.siti, ids.budi],
  })),
  'POST /microcredit/groups/:id/leave': together('formed', 'budi', () => ({})),
  'POST /microcredit/groups/:id/removals': together('begun', 'siti', ({ ids }) => ({ person: ids.budi })),
  'POST /microcredit/groups/:id/chair': together('formed', 'siti', ({ ids }) => ({ to: ids.budi })),
  'POST /microcredit/groups/:id/dissolve': together('formed', 'siti', () => ({})),
  'POST /microcredit/groups/:id/submit': together('formed', 'siti', () => ({})),
  'POST /microcredit/groups/:id/answers': together('asked', 'siti', () => ({ answers: [{ code: 'offtaker', ref: 'blob-9' }] })),
  'POST /microcredit/groups/:id/give-up': together('sent', 'siti', () => ({})),
  'POST /microcredit/groups/:id/questions': together('sent', 'officer', () => ({
    questions: [{ code: 'offtaker', textRef: null }],
  })),
  'POST /microcredit/groups/:id/checks': together('sent', 'officer', ({ ids }) => ({
    checked: { groupInSikp: true, legalEntity: false },
    evidenceRef: ids.surveyEvidence,
  })),
  'GET /microcredit/groups/:id': together('sent', 'siti'),
  'GET /microcredit/groups/:id/verdict': together('sent', 'siti'),
  'GET /microcredit/groups/:id/timeline': together('sent', 'siti'),
  'GET /microcredit/groups/:id/history': together('sent', 'siti'),
  'GET /microcredit/my/groups': () => ({ as: 'siti', query: { limit: 10 } }),
  'GET /microcredit/groups': () => ({ as: 'officer', query: { status: 'sent', limit: 10 } }),
}

const groupPlan = {
  lender: 'org-bank-desa',
  unit: 'pusat',
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  purposeCode: 'sarana-tani',
  commodity: 'padi',
  letterRef: 'blob-5',
  offtaker: { organisation: 'org-penggilingan', agreementRef: 'blob-6' },
}

function together(
  stage: Parameters<World['groupIn']>[0],
  as: ActorName,
  body?: (world: World) => Readonly<Record<string, unknown>>,
): Sampled {
  return (world) => ({ as, params: { id: world.groupIn(stage) }, ...(body === undefined ? {} : { body: body(world) }) })
}

const thisMonth = inDays(0).slice(0, 7)

const later = (index: 0 | 1) => {
  const edition = LATER_EDITIONS[index]
  const digest = digestOf({ ...kurRules, edition })
  return { edition, digest, effectiveFrom: inDays(60).slice(0, 10), reference: 'Permenko 4/2099 Pasal 24' }
}

/** Everything that a visitor may tell the rules. */
const warung = {
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  akadOn: day,
  scheme: 'MIKRO',
  sector: 'perdagangan',
  businessAgeMonths: 14,
  substitute: 'training',
  turnoverIdr: 180_000_000,
  earlierSuperMikro: 0,
  earlierMikro: 1,
  earlierKecil: 0,
  outstandingMikroIdr: 0,
  seasonMikroIdr: 0,
  accumulatedKecilIdr: 0,
  hadCommercialCredit: false,
  kolektibilitas: 1,
  isCivilServant: false,
  ageYears: 35,
  hasIdentityDocument: true,
  hasNib: true,
  hasBusinessLetter: false,
  hasNpwp: true,
  hasBpjsTk: false,
  collateralDemanded: false,
  recipient: 'business',
  workContractMonths: 24,
  placementCostIdr: 30_000_000,
  hasOtherGovernmentCredit: false,
  province: '31',
  lenderRatePpm: 130_000,
}

function on(status: Parameters<World['applicationIn']>[0], as: ActorName, body?: Readonly<Record<string, unknown>>): Sampled {
  return ({ applicationIn }) => ({ as, params: { id: applicationIn(status) }, ...(body === undefined ? {} : { body }) })
}

export const requests: Readonly<Record<string, Sampled>> = { ...partners, ...microcredit, ...marketRequests, ...platformRequests }
