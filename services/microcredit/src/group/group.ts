// A group that applies for KUR Khusus together (kelompok usaha): its chair, its members with a share each, its offtaker, and who answers
// for whom (tanggung renteng). Why one application a member: docs/adr/0013-one-application-a-member.md.
// Guarantees: ids, codes and figures only; a member is there by their own agreement; an acceptance of joint liability names the people
// and the sum that it covers, and holds for nothing larger. Shown by group.test.ts, and for any group by the properties beside it.
// Does not guarantee: that two people of the group are not one; partners does, with one verified person a NIK.
//
// none → forming → sent → done                 forming → dissolved
//                  sent ⇄ need-info            sent, need-info → fallen
import type { Instant } from '@simpul/kernel'
import type { Answer, Business, Document, Question } from '../application/application.ts'
import type { OrganisationId, PersonId } from '../parties.ts'
import type { LoanType } from '../scheme.ts'

export type { Answer, Question }

/** The akad is signed by the chair and at least one member (Permenko 12/2025 Ps.4, 4A [S]); of a minimum of its own nothing was found. */
export const MEMBERS_MIN = 2
/** Ours: × 3 kB = 90 kB of a document, and 31 events of one write, far from both bounds. */
export const MEMBERS_MAX = 30

export type Offtaker = { readonly organisation: OrganisationId; readonly agreementRef: string | null }

export type Plan = {
  readonly lender: OrganisationId
  readonly unit: string
  /** Of all shares together. */
  readonly plafonIdr: number
  readonly tenorMonths: number
  readonly loanType: LoanType
  readonly purposeCode: string
  /** What all of them grow, raise or make: `padi`, `sapi-perah`, … */
  readonly commodity: string
  /** The letter of the group. */
  readonly letterRef: string
  readonly offtaker: Offtaker
}

/** A member's own word: their share, their business, and the text that they agreed to. */
export type Agreement = {
  readonly organisation: OrganisationId | null
  readonly plafonIdr: number
  readonly commodity: string
  readonly business: Business
  readonly documents: readonly Document[]
  readonly textVersion: string
  readonly at: Instant
}

export type Liability = {
  readonly textVersion: string
  /** What was seen and accepted: these people, for this sum. */
  readonly sumIdr: number
  readonly members: readonly PersonId[]
  readonly at: Instant
}

export const STANDINGS = ['sent', 'approved', 'akad', 'disbursed', 'ended'] as const
export type Standing = (typeof STANDINGS)[number]

export type Member = {
  readonly person: PersonId
  readonly agreed: (Agreement & { readonly n: number; readonly applicationId: string }) | null
  /** `elsewhere`: the person has a seat in another open group. */
  readonly seat: 'none' | 'asked' | 'held' | 'elsewhere'
  readonly liability: Liability | null
  /** Of their application, once it was sent; `ended`: for whatever reason, which is nobody's business but their own. */
  readonly standing: Standing | null
}

export type GroupBody = {
  readonly groupId: string
  readonly chair: PersonId
  readonly plan: Partial<Plan>
  /** In the order in which they were invited; no verdict depends on it. */
  readonly members: readonly Member[]
  /** How many agreements there were: the n of the last. */
  readonly agreements: number
  /** What the lender found, by the names in R-GROUP. */
  readonly checked: Readonly<Record<string, boolean>>
  readonly questions: readonly Question[]
}

export type Open = { readonly status: 'forming' | 'sent' | 'need-info' } & GroupBody
export type Over = { readonly status: 'done' | 'fallen' | 'dissolved' } & GroupBody
export type Group = { readonly status: 'none' } | Open | Over

export const initial: Group = { status: 'none' }

export const isOpen = (state: Group): state is Open =>
  state.status === 'forming' || state.status === 'sent' || state.status === 'need-info'

export const memberOf = ({ members }: GroupBody, person: PersonId): Member | undefined =>
  members.find((member) => member.person === person)

type Agreed = Member & { readonly agreed: NonNullable<Member['agreed']> }

/** Who agreed and is still in: what was ended does not count any more. */
export const roster = ({ members }: GroupBody): readonly Agreed[] =>
  members.filter((member): member is Agreed => member.agreed !== null && member.standing !== 'ended')

export const sumOf = (body: GroupBody): number => roster(body).reduce((sum, { agreed }) => sum + agreed.plafonIdr, 0)

/** Joint liability for fewer people or less money is part of what was accepted; for one more person or rupiah it is another promise. */
export function holdsFor(liability: Liability | null, body: GroupBody): boolean {
  if (!liability) return false
  return liability.sumIdr >= sumOf(body) && roster(body).every(({ person }) => liability.members.includes(person))
}

export const allLiable = (body: GroupBody): boolean => roster(body).every(({ liability }) => holdsFor(liability, body))

const hasApplication = ({ standing }: Member) => standing !== null && standing !== 'ended'

/** The applications of the group that are not ended. */
export const applicationsOf = (body: GroupBody): readonly string[] =>
  roster(body).flatMap((member) => (hasApplication(member) ? [member.agreed.applicationId] : []))

/** Those that no akad binds yet. */
export const unsigned = (body: GroupBody): readonly string[] =>
  roster(body).flatMap(({ standing, agreed }) => (standing === 'sent' || standing === 'approved' ? [agreed.applicationId] : []))

/** What the rules ask about the group (R-GROUP), as far as anybody told; what nobody told is left out, never a no. */
export function factsOfGroup(body: GroupBody): Readonly<Record<string, boolean>> {
  const { plan, checked, status } = body as Open
  return {
    ...(plan.offtaker?.agreementRef ? { offtakerAgreement: true } : {}),
    ...(plan.letterRef ? { groupLetterOrOfftakerValidation: true } : {}),
    // Only the chair can send it.
    ...(status === 'forming' ? {} : { appliedByChair: true }),
    ...(roster(body).length > 0 && allLiable(body) ? { jointLiability: true } : {}),
    ...checked,
  }
}
