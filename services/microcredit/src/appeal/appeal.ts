// An appeal against a refusal: what the applicant contests, who looks at it, what came of it. A part of the application and not an
// aggregate of its own: that there is one appeal a refusal, and that a refusal which was overturned is open again, hold because one guarded
// write says both. Shown by appeal.test.ts.
// Guarantees: names of rules, facts and reasons, figures and codes; what an applicant says in words stands sealed at partners (`textRef`).
import type { Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import type { FactName, FactValue } from './facts.ts'

export const CONTESTED_MAX = 10
export const CORRECTIONS_MAX = 10

export const CONTESTED_KINDS = ['rule', 'fact', 'reason'] as const
/** A rule of the verdict, a fact that was used, or a reason of the letter. */
export type ContestedKind = (typeof CONTESTED_KINDS)[number]

/** `R-ACCESS`, `kur.MIKRO`, `capacity/too-low`. */
export type Named = { readonly kind: ContestedKind; readonly name: string }

/** Of a fact: what the applicant says is right, and the paper that shows it. */
export type Contested = Named & { readonly says?: FactValue; readonly evidenceRef?: string }

/** A business's fact may rest on what was declared; what a register said is put right on evidence, as a check by hand is. */
export type Correction = { readonly fact: FactName; readonly value: FactValue; readonly evidenceRef: string | null }

/** Why an appeal was decided so: from a catalogue, never typed by hand. */
export type AppealReason = { readonly code: string; readonly id: string; readonly en: string }

export type OpenAppeal = {
  readonly contested: readonly Contested[]
  readonly textRef: string | null
  readonly filedAt: Instant
  readonly reviewer: PersonId | null
}

export const APPEAL_OUTCOMES = ['withdrawn', 'upheld', 'overturned'] as const
/** Said of the refusal: it is upheld, or overturned. */
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number]

/** `round`: of the application that was refused. */
export type SettledAppeal = Pick<OpenAppeal, 'contested' | 'filedAt'> & {
  readonly round: number
  readonly outcome: AppealOutcome
  readonly reasons: readonly AppealReason[]
  readonly granted: readonly Named[]
  readonly corrections: readonly Correction[]
}

/** Where the application goes on: what was settled before and is not in doubt is not asked again. */
export const RESUMES_AT = ['checking', 'surveying', 'analysing'] as const
export type ResumesAt = (typeof RESUMES_AT)[number]

export const isSame = (one: Named, other: Named) => one.kind === other.kind && one.name === other.name
