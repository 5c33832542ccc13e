// A small world to ask about: Siti with her cooperative and her applications, one in each status; Budi, who is in groups
// with her and has else nothing to do with her; Dewi, a stranger; two banks.
// Guarantees: ids of every kind of thing that a route can be asked for, one's own and another's; each state is what real events make.
import type { Actor, Unstamped } from '@simpul/platform'
import { application } from '../../services/microcredit/src/application/aggregate.ts'
import { commands, told, ways } from '../../services/microcredit/src/application/example.ts'
import { submittedForGroup } from '../../services/microcredit/src/application/submittedForGroup.ts'
import { group } from '../../services/microcredit/src/group/aggregate.ts'
import type { GroupEvent } from '../../services/microcredit/src/group/events.ts'
import * as growers from '../../services/microcredit/src/group/example.ts'
import { policy } from '../../services/microcredit/src/policy/aggregate.ts'
import { policyText } from '../../services/microcredit/src/policy/example.ts'
import type { PolicyEvent } from '../../services/microcredit/src/policy/policy.ts'
import { notification } from '../../services/microcredit/src/notification/aggregate.ts'
import { quota } from '../../services/microcredit/src/quota/aggregate.ts'
import type { QuotaEvent } from '../../services/microcredit/src/quota/quota.ts'
import { evidence } from '../../services/partners/src/evidence/aggregate.ts'
import type { EvidenceCommand } from '../../services/partners/src/evidence/evidence.ts'
import { party } from '../../services/partners/src/party/aggregate.ts'
import type { PartyEvent } from '../../services/partners/src/party/party.ts'
import { rulebook } from '../../services/microcredit/src/rulebook/aggregate.ts'
import { RULEBOOK_ID, type RulebookEvent } from '../../services/microcredit/src/rulebook/rulebook.ts'
import { digestOf } from '../../services/microcredit/src/rulebook/digest.ts'
import { kurRules } from '../../services/microcredit/src/rules/kurRules.ts'
import { COOPERATIVE, openMarket, RIVAL_COOPERATIVE, type MarketIds } from './marketWorld.ts'
import { headersOf, LATER_EDITIONS, simpulInMemory, type Simpul } from './simpul.ts'

export const person = {
  name: 'Siti Rahmawati',
  nik: '3171014108900001',
  birthDate: '1990-08-01',
  npwp: '3171014108900001',
  region: '73.08.11',
  phone: '081234567890',
  email: 'siti@warung.id',
  address: 'Jl. Mangga 3',
}
export const { npwp: _, ...withoutNpwp } = person
export const organisation = {
  kind: 'koperasi',
  name: 'Koperasi Sumber Rejeki',
  region: '73.08.11.2003',
  nib: '1234567890123',
  npwp: '0123456782123000',
  phone: '081234567890',
  email: 'halo@warung.id',
  address: 'Jl. Mangga 3',
}

/** The smallest thing that begins like a photograph. */
export const photograph = Buffer.concat([Buffer.from('ffd8ffe000104a4649460001', 'hex'), Buffer.alloc(500, 7)])

export const BANK = 'org-bank-desa'
export const RIVAL = 'org-bank-lain'
/** What stands still in each service. */
export const TASK = 'checking/siti-checking/1:sikp:1:1'
export const BLOCKED_KEY = 'siti-checking'
export const quotaIdOf = (lender: string) => `${lender}.MIKRO.2025.pusat`
type Way = keyof typeof ways
export type ApplicationStatus = Exclude<Way, 'none'>

export interface World {
  readonly simpul: Simpul
  readonly actors: Readonly<Record<ActorName, Actor>>
  readonly ids: Ids
  /** An application of Siti's at the bank, in this status. */
  applicationIn(status: ApplicationStatus): string
  /** A group of Siti, its chair, and Budi, at this stage. */
  groupIn(stage: GroupStage): string
}

export const GROUP_STAGES = ['begun', 'formed', 'sent', 'asked'] as const
export type GroupStage = (typeof GROUP_STAGES)[number]

export type ActorName =
  | 'siti'
  | 'budi'
  | 'dewi'
  | 'officer'
  | 'approver'
  | 'manager'
  | 'rivalOfficer'
  | 'rivalApprover'
  | 'rivalManager'
  | 'verifier'
  | 'sitiAsVerifier'
  | 'operator'
  | 'auditor'
  | 'jurist'
  | 'seller'
  | 'rivalSeller'
  | 'moderator'
  | 'sellerAsModerator'
  | 'roleless'

export interface Ids extends MarketIds {
  readonly siti: string
  readonly budi: string
  readonly koperasi: string
  readonly budisKoperasi: string
  /** Siti's warung, in which Budi is a manager; it waits for an officer's check by hand. */
  readonly manualCase: string
  /** A file of the verifier's about the warung, and one of the bank's officer about Siti. */
  readonly evidence: string
  readonly surveyEvidence: string
  /** As surveyEvidence, but nobody said where it was taken; and one that no scanner has passed. */
  readonly unplacedPhoto: string
  readonly quarantined: string
  readonly resolution: string
  readonly reveal: string
  readonly budisDraft: string
  readonly quota: string
  readonly rivalQuota: string
  /** Version 1 is in force, version 2 is proposed. */
  readonly policy: string
  readonly rivalPolicy: string
  /** A copy of the list of work that the bank's officer asked for. */
  readonly export: string
}

const staffOf = (org: string) => (subject: string, role: Actor['roles'][number]) => ({
  subject,
  roles: [role],
  person: `p-${subject}`,
  org,
})

export async function openWorld(simpul?: Simpul): Promise<World> {
  const opened = simpul ?? (await simpulInMemory())
  const post = poster(opened)
  const applicant = (subject: string, of?: string): Actor => ({
    subject,
    roles: ['applicant'],
    ...(of === undefined ? {} : { person: of }),
  })
  const siti = await post('/partners/people', withoutNpwp, applicant('siti'))
  const budi = await post('/partners/people', { ...withoutNpwp, nik: '3171014108900002' }, applicant('budi'))
  const [atBank, atRival] = [staffOf(BANK), staffOf(RIVAL)]
  const actors: World['actors'] = {
    siti: applicant('siti', siti),
    budi: applicant('budi', budi),
    dewi: applicant('dewi', 'p-dewi'),
    officer: atBank('officer', 'officer'),
    approver: atBank('approver', 'approver'),
    manager: atBank('manager', 'lender-manager'),
    rivalOfficer: atRival('rival-officer', 'officer'),
    rivalApprover: atRival('rival-approver', 'approver'),
    rivalManager: atRival('rival-manager', 'lender-manager'),
    verifier: { subject: 'verifier', roles: ['verifier'], person: 'p-verifier' },
    sitiAsVerifier: { subject: 'siti-verifier', roles: ['verifier'], person: siti },
    operator: { subject: 'operator', roles: ['operator'], person: 'p-operator' },
    auditor: { subject: 'auditor', roles: ['auditor'], person: 'p-auditor' },
    jurist: { subject: 'jurist', roles: ['jurist'], person: 'p-jurist' },
    seller: { subject: 'seller', roles: ['manager'], person: 'p-seller', org: COOPERATIVE },
    rivalSeller: { subject: 'rival-seller', roles: ['manager'], person: 'p-rival-seller', org: RIVAL_COOPERATIVE },
    moderator: { subject: 'moderator', roles: ['moderator'], person: 'p-moderator' },
    sellerAsModerator: { subject: 'seller-moderator', roles: ['moderator'], person: 'p-seller', org: COOPERATIVE },
    roleless: { subject: 'roleless', roles: [], person: 'p-roleless' },
  }
  const koperasi = await post('/partners/organisations', organisation, actors.siti)
  const budisKoperasi = await post('/partners/organisations', { ...organisation, nib: '1234567890124' }, actors.budi)
  const asked = { service: 'microcredit', purpose: 'kur-checks', onBehalfOf: 'officer', people: [siti] }
  const resolution = await post('/partners/internal/people-resolutions', asked, 'service')
  const why = { fields: ['name'], reasonRef: siti }
  const reveal = await post(`/partners/parties/${siti}/reveals`, why, actors.verifier)
  const warung = await manualCase(opened, siti, budi)
  for (const lender of [BANK, RIVAL]) await lenderCalled(opened, lender)
  const photographed = () => post(`/partners/parties/${siti}/evidence`, photograph, actors.officer)
  const ids: Ids = {
    siti,
    budi,
    koperasi,
    budisKoperasi,
    manualCase: warung,
    evidence: await passed(opened, await post(`/partners/parties/${warung}/evidence`, photograph, actors.verifier)),
    surveyEvidence: await placed(opened, await passed(opened, await photographed())),
    unplacedPhoto: await passed(opened, await photographed()),
    quarantined: await photographed(),
    resolution,
    reveal,
    budisDraft: await applicationOf(opened, 'draft', budi, 'budi-draft'),
    quota: await quotaOf(opened, BANK),
    rivalQuota: await quotaOf(opened, RIVAL),
    policy: await policyOf(opened, BANK),
    rivalPolicy: await policyOf(opened, RIVAL),
    ...(await openMarket(opened, post, actors)),
    export: await post('/microcredit/exports', { format: 'xlsx', filters: {} }, actors.officer),
  }
  await editionProposed(opened)
  for (const status of STATUSES) await applicationOf(opened, status, siti, `siti-${status}`)
  for (const stage of GROUP_STAGES) await groupOf(opened, stage, siti, budi)
  await messageAbout(opened, 'siti-checking', siti)
  await standsStill(opened, (url, body) => post(url, body, actors.operator))
  await opened.remember()
  return { simpul: opened, actors, ids, applicationIn: (status) => `siti-${status}`, groupIn }
}

export const STATUSES = (Object.keys(ways) as Way[]).filter((status): status is ApplicationStatus => status !== 'none')

/** In each service: a step that waits, a blocked key, and an operator's request. */
async function standsStill({ hosts }: Simpul, post: (url: string, body: object) => Promise<string>): Promise<void> {
  for (const { app, tasks, blocked, projections } of Object.values(hosts)) {
    const step = { process: 'checking', aggregateId: 'siti-checking', round: 1, step: 'sikp', problem: 'TypeError' }
    await tasks.open({ id: TASK, ...step }, 1_700_000_000_000)
    const [projection = ''] = projections
    await blocked.block({
      group: `${app.name}.${projection}`,
      key: BLOCKED_KEY,
      sequence: 1,
      cause: 'TypeError',
      at: 1_700_000_000_000,
    })
    await post(`/${app.name}/operator/rebuilds`, { projection, why: 'lipatan berubah' })
  }
}

function lenderCalled({ hosts }: Simpul, id: string): Promise<void> {
  const events: readonly PartyEvent[] = [
    { type: 'OrganisationRegistered', kind: 'penyalur', name: `Bank ${id}`, region: '31.71', at: new Date().toISOString() },
    { type: 'RoleGranted', person: 'p-manager', role: 'lender-manager', grantedBy: 'p-manager' },
  ]
  return hosts.partners.seed(party, id, events)
}

/** As the procedure does when the scanner found nothing. */
/** A scanner found nothing in the file. */
export async function passed({ hosts }: Simpul, id: string): Promise<string> {
  await tell(hosts.partners, id, { type: 'RecordScreening', signature: null })
  return id
}

async function placed({ hosts, outside }: Simpul, id: string): Promise<string> {
  const sealed = await outside.sealer.seal(id, { latitude: '-6.2', longitude: '106.8' })
  await tell(hosts.partners, id, { type: 'PlaceEvidence', by: 'officer', takenAt: inDays(-1), accuracyM: 12, sealed })
  return id
}

async function tell({ app }: Simpul['hosts']['partners'], target: string, command: Unstamped<EvidenceCommand>): Promise<void> {
  const by = {
    commandId: `world:${target}:${command.type}`,
    fingerprint: 'world',
    actor: 'world',
    correlationId: 'w',
    causationId: 'w',
  }
  await app.executeOf(evidence)({ ...by, target, command, deadline: Date.now() + 10_000, caller: 'process' })
}

function poster({ app }: Simpul) {
  let count = 0
  return async (url: string, payload: object | Buffer, actor: Actor | 'service'): Promise<string> => {
    const type = Buffer.isBuffer(payload) ? { 'content-type': 'image/jpeg' } : {}
    const headers = { ...(await headersOf(actor)), ...type, 'idempotency-key': `world-${(count += 1)}` }
    const answer = await app.inject({ method: 'POST', url, payload, headers })
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json<{ id: string }>().id
  }
}

/** With an officer, who may hand them on. */
const HELD: ReadonlySet<ApplicationStatus> = new Set(['analysing', 'proposed'])

async function applicationOf({ hosts }: Simpul, status: ApplicationStatus, owner: string, id: string): Promise<string> {
  const way = HELD.has(status) ? [...ways[status], commands.AssignOfficer] : ways[status]
  const text = JSON.stringify(told(way))
    .replaceAll('p-siti', owner)
    .replaceAll('p-reviewer', 'p-manager') // who took no part in these files
    .replaceAll('7b1f9c9e-6d5e-5a51-9f3c-1d2c3b4a5968', id)
    .replaceAll(/"at":"2025-[^"]*"/g, `"at":"${inDays(-1)}"`) // of an old draft nothing is left to ask
  await hosts.microcredit.seed(application, id, JSON.parse(text) as [])
  return id
}

const groupIn = (stage: GroupStage) => `siti-group-${stage}`

/** Budi has agreed to all but the first, in which he is invited only; of the one that was sent, Siti's application is there. */
async function groupOf({ hosts }: Simpul, stage: GroupStage, siti: string, budi: string): Promise<void> {
  const two = [growers.ani, growers.budi]
  const ways = {
    begun: [...growers.formed([growers.ani]).slice(0, 2), growers.invites(growers.budi)],
    formed: growers.formed(two),
    sent: growers.sent(two),
    asked: [...growers.sent(two), growers.asked],
  }
  const events = JSON.parse(
    JSON.stringify(growers.told(ways[stage]))
      .replaceAll(growers.applicationIdOf(growers.ani), 'siti-group-member')
      .replaceAll(growers.groupId, groupIn(stage))
      .replaceAll(growers.ani, siti)
      .replaceAll(growers.budi, budi),
  ) as GroupEvent[]
  await hosts.microcredit.seed(group, groupIn(stage), events)
  for (const event of stage === 'sent' ? events : [])
    if (event.type === 'MemberSubmitted' && event.person === siti)
      await hosts.microcredit.seed(application, event.applicationId, [
        ...submittedForGroup({ groupId: groupIn(stage), ...event }),
      ])
}

/** By somebody who is no actor here. */
async function editionProposed({ hosts }: Simpul): Promise<void> {
  const [edition] = LATER_EDITIONS
  const digest = digestOf({ ...kurRules, edition })
  const [at, effectiveFrom] = [new Date().toISOString(), inDays(30).slice(0, 10)]
  const signed = { n: 1, edition, digest, effectiveFrom, reference: 'Permenko 3/2099' }
  const proposed: RulebookEvent = { type: 'ReleaseProposed', ...signed, by: 'p-proposer', at }
  await hosts.microcredit.seed(rulebook, RULEBOOK_ID, [proposed])
}

async function messageAbout({ hosts }: Simpul, applicationId: string, person: string): Promise<void> {
  const about = { applicationId, sequence: 3, step: 'ApplicationSubmitted', person, text: 'Simpul: pengajuan diterima.' }
  const wanted = { type: 'NotificationWanted', ...about, channel: 'whatsapp', language: 'id' } as const
  await hosts.microcredit.seed(notification, `${applicationId}:3:whatsapp`, [wanted])
}

async function quotaOf({ hosts }: Simpul, lender: string): Promise<string> {
  const key = { lender, scheme: 'MIKRO', year: 2025, unit: 'pusat' } as const
  const opened: QuotaEvent = { type: 'QuotaOpened', ...key, limitIdr: 1_000_000_000, by: 'p-manager' }
  await hosts.microcredit.seed(quota, quotaIdOf(lender), [opened])
  return quotaIdOf(lender)
}

async function policyOf({ hosts }: Simpul, lender: string): Promise<string> {
  const by = (who: string) => ({ by: who, actsFor: [] })
  const first = { type: 'PolicyProposed', lender, version: 1, hand: by('p-manager'), ...policyText } as const
  const events: readonly PolicyEvent[] = [
    first,
    { type: 'PolicyAdopted', version: 1, hand: by('p-head') },
    { ...first, version: 2 },
  ]
  await hosts.microcredit.seed(policy, lender, events)
  return lender
}

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

async function manualCase({ hosts, outside }: Simpul, owner: string, employee: string): Promise<string> {
  const id = '11111111-2222-5333-8444-555555555555'
  const at = new Date().toISOString()
  const { name, region } = organisation
  const kind = 'warung'
  const events: readonly PartyEvent[] = [
    { type: 'OrganisationRegistered', kind, name, region, at, sealed: await outside.sealer.seal(id, { phone: person.phone }) },
    { type: 'RoleGranted', person: owner, role: 'owner', grantedBy: owner },
    { type: 'RoleGranted', person: employee, role: 'manager', grantedBy: owner },
    {
      type: 'RoleDelegated',
      n: 1,
      from: owner,
      to: employee,
      role: 'owner',
      startsAt: at,
      endsAt: inDays(30),
      delegatedBy: owner,
      at,
    },
    { type: 'VerificationRequested', round: 1, kind },
    { type: 'ManualCheckNeeded', round: 1, reason: 'no-number' },
  ]
  await hosts.partners.seed(party, id, events)
  return id
}
