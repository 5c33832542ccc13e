// What each rule says about one applicant: passed, failed, not applicable, or unknown because a fact is missing.
// Guarantees: a missing fact is never a no; every answer carries its sentence in Indonesian and English, without blame.
// Does not guarantee: what follows from an answer: verdict.ts weighs it by the confidence of the rule.
import { formatRupiah, never, type Rupiah } from '@simpul/kernel'
import type { LoanType } from '../scheme.ts'
import type {
  AccessBound,
  AnyRule,
  AsnBound,
  BizAgeBound,
  CollateralBound,
  KurScheme,
  NpwpBound,
  TenorBound,
  Version,
} from './ruleBook.ts'

/** What the rules look at: ids, codes and numbers, nothing about who the person is. A fact that is null is not known yet. */
export interface ApplicantFacts {
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  readonly loanType: LoanType
  /** `pertanian`, `perkebunan`, `perikanan`, `peternakan`, `perdagangan`, … */
  readonly sector: string | null
  readonly businessAgeMonths: number | null
  /** `mentoring`, `training`, `group`, `family`. */
  readonly substitutes: readonly string[] | null
  /** How many KUR were received before, by scheme, as SIKP tells; a scheme that is not named: none. */
  readonly earlierAccesses: Readonly<Partial<Record<KurScheme, number>>> | null
  /** `asn`, `tni`, `polri` while in service; anything else (`other`, `retired`, `pre-retirement`, `laid-off`) is no hindrance. */
  readonly occupation: string | null
  readonly hasNpwp: boolean | null
  /** An officer recorded that the lender asks for additional collateral. */
  readonly collateralDemanded: boolean | null
  readonly spouse: { readonly occupation: string | null; readonly hasKurOrApplication: boolean } | null
}

export interface Sentence {
  readonly id: string
  readonly en: string
}

export interface Answer {
  readonly result: 'passed' | 'failed' | 'not-applicable' | 'unknown'
  readonly value: string | number | boolean | null
  readonly bound: string | number | null
  /** A failure against the lender says nothing against the applicant. */
  readonly against: 'applicant' | 'lender'
  /** `condition`: the applicant can still bring it, so it is no refusal. */
  readonly whenFailed: 'no' | 'condition'
  readonly sentence: Sentence
}

export function evaluate(rule: AnyRule, versionId: string, scheme: KurScheme, facts: ApplicantFacts): Answer {
  switch (rule.rule) {
    case 'R-BIZAGE':
      return businessAge(boundOf(rule.versions, versionId), facts)
    case 'R-ACCESS':
      return access(boundOf(rule.versions, versionId), scheme, facts)
    case 'R-ASN':
      return publicServant(boundOf(rule.versions, versionId), facts)
    case 'R-NPWP':
      return taxNumber(boundOf(rule.versions, versionId), facts)
    case 'R-COLL':
      return collateral(boundOf(rule.versions, versionId), facts)
    case 'R-TENOR':
      return tenor(boundOf(rule.versions, versionId), facts)
    default:
      return never(rule)
  }
}

function boundOf<Bound>(versions: readonly Version<Bound>[], id: string): Bound {
  const version = versions.find((each) => each.id === id)
  if (!version) throw new Error(`the rule has no version ${id}`)
  return version.bound
}

const answer = (
  result: Answer['result'],
  value: Answer['value'],
  bound: Answer['bound'],
  id: string,
  en: string,
  more: Partial<Pick<Answer, 'against' | 'whenFailed'>> = {},
): Answer => ({ result, value, bound, against: 'applicant', whenFailed: 'no', sentence: { id, en }, ...more })

function businessAge({ minMonths, orOneOf }: BizAgeBound, { businessAgeMonths: age, substitutes }: ApplicantFacts): Answer {
  const unknown = (id: string, en: string) => answer('unknown', age, minMonths, id, en)
  if (age === null) return unknown('Umur usaha belum tercatat.', 'The age of the business is not recorded yet.')
  if (age >= minMonths)
    return answer(
      'passed',
      age,
      minMonths,
      `Usaha berjalan ${age} bulan; syaratnya ${minMonths}.`,
      `The business has run for ${age} months; ${minMonths} are needed.`,
    )
  if (orOneOf.length > 0 && substitutes === null)
    return unknown(
      'Pendampingan, pelatihan, kelompok usaha atau usaha keluarga belum tercatat.',
      'Mentoring, training, a business group or a family business is not recorded yet.',
    )
  const substitute = orOneOf.find((each) => substitutes?.includes(each))
  if (substitute !== undefined)
    return answer(
      'passed',
      substitute,
      minMonths,
      `Usaha baru ${age} bulan, tetapi ada penggantinya: ${names[substitute]?.id ?? substitute}.`,
      `The business is ${age} months old, and this stands in for it: ${names[substitute]?.en ?? substitute}.`,
    )
  return answer(
    'failed',
    age,
    minMonths,
    `Usaha baru ${age} bulan; skema ini meminta ${minMonths} bulan. Ajukan lagi setelah cukup.`,
    `The business is ${age} months old; this scheme asks for ${minMonths}. Apply again when it is old enough.`,
  )
}

const names: Readonly<Record<string, Sentence>> = {
  mentoring: { id: 'pendampingan', en: 'mentoring' },
  training: { id: 'pelatihan kewirausahaan', en: 'entrepreneurship training' },
  group: { id: 'anggota kelompok usaha', en: 'membership of a business group' },
  family: { id: 'keluarga punya usaha yang layak', en: 'a family member with a viable business' },
}

function access(bound: AccessBound, scheme: KurScheme, { sector, earlierAccesses }: ApplicantFacts): Answer {
  const asked = earlierAccesses === null ? null : (earlierAccesses[scheme] ?? 0) + 1
  if (bound === null)
    return answer(
      'passed',
      asked,
      null,
      'Batas berapa kali menerima KUR dikabarkan sudah dihapus.',
      'The limit on how many times one may receive KUR is reported to be removed.',
    )
  if (asked === null)
    return answer(
      'unknown',
      null,
      bound.otherwise,
      'Riwayat KUR dari SIKP belum ada.',
      'The history of KUR from SIKP is not here yet.',
    )
  const own = sector === null ? undefined : (bound.maxBySector[sector] ?? bound.otherwise)
  const most = own ?? bound.otherwise
  // Without the sector the lower cap is enough for a yes, and the higher one for a no; between them nobody knows.
  const highest = own ?? Math.max(bound.otherwise, ...Object.values(bound.maxBySector))
  if (asked <= most)
    return answer(
      'passed',
      asked,
      most,
      `Ini KUR ke-${asked} di skema ini; batasnya ${most}.`,
      `This is KUR number ${asked} in this scheme; the limit is ${most}.`,
    )
  if (asked <= highest)
    return answer(
      'unknown',
      asked,
      most,
      'Sektor usaha belum tercatat; batasnya tergantung sektor.',
      'The sector is not recorded yet; the limit depends on it.',
    )
  return answer(
    'failed',
    asked,
    highest,
    `Ini KUR ke-${asked} di skema ini; batasnya ${highest}. Skema KUR yang lebih besar mulai dari hitungan pertama.`,
    `This is KUR number ${asked} in this scheme; the limit is ${highest}. A larger KUR scheme starts counting at one.`,
  )
}

function publicServant({ barred }: AsnBound, { occupation }: ApplicantFacts): Answer {
  const list = barred.join(', ')
  if (occupation === null)
    return answer(
      'unknown',
      null,
      list,
      'Pekerjaan pemohon belum tercatat.',
      'The occupation of the applicant is not recorded yet.',
    )
  if (!barred.includes(occupation))
    return answer(
      'passed',
      occupation,
      list,
      'Pemohon bukan ASN, TNI atau Polri aktif.',
      'The applicant is not in service as ASN, TNI or Polri.',
    )
  return answer(
    'failed',
    occupation,
    list,
    'KUR tidak dibuka untuk ASN, TNI dan Polri aktif. Anggota keluarga yang punya usaha sendiri boleh mengajukan.',
    'KUR is not open to ASN, TNI and Polri in service. A family member with a business of their own may apply.',
  )
}

function taxNumber({ requiredAboveIdr: above }: NpwpBound, { plafonIdr, hasNpwp }: ApplicantFacts): Answer {
  if (above === null || plafonIdr <= above)
    return answer(
      'not-applicable',
      hasNpwp,
      above,
      'NPWP tidak diminta untuk plafon ini.',
      'No NPWP is asked for at this plafon.',
    )
  const limit =
    above === 0
      ? { id: 'untuk skema ini', en: 'for this scheme' }
      : { id: `di atas ${formatRupiah(above)}`, en: `above ${formatRupiah(above)}` }
  if (hasNpwp === null)
    return answer(
      'unknown',
      null,
      above,
      `NPWP diperlukan ${limit.id}; belum tercatat.`,
      `An NPWP is needed ${limit.en}; it is not recorded yet.`,
    )
  if (hasNpwp)
    return answer('passed', true, above, `NPWP diperlukan ${limit.id}; sudah ada.`, `An NPWP is needed ${limit.en}; it is there.`)
  return answer(
    'failed',
    false,
    above,
    `NPWP diperlukan ${limit.id}. Pengajuan dapat lanjut setelah NPWP ada.`,
    `An NPWP is needed ${limit.en}. The application can go on once there is one.`,
    { whenFailed: 'condition' },
  )
}

function collateral({ noneUpToIdr }: CollateralBound, { plafonIdr, collateralDemanded }: ApplicantFacts): Answer {
  const limit = formatRupiah(noneUpToIdr)
  if (plafonIdr > noneUpToIdr)
    return answer(
      'not-applicable',
      collateralDemanded,
      noneUpToIdr,
      `Di atas ${limit}, agunan tambahan diputuskan penyalur.`,
      `Above ${limit} additional collateral is the lender's decision.`,
      { against: 'lender' },
    )
  if (collateralDemanded !== true)
    return answer(
      'passed',
      collateralDemanded,
      noneUpToIdr,
      `Sampai ${limit}, penyalur tidak boleh meminta agunan tambahan.`,
      `Up to ${limit} the lender must not ask for additional collateral.`,
      { against: 'lender' },
    )
  return answer(
    'failed',
    true,
    noneUpToIdr,
    `Agunan tambahan diminta, padahal sampai ${limit} tidak boleh. Ini catatan untuk penyalur, bukan untuk pemohon.`,
    `Additional collateral was asked for, which is not allowed up to ${limit}. This is a finding about the lender, not about the applicant.`,
    { against: 'lender' },
  )
}

function tenor({ maxMonths }: TenorBound, { tenorMonths, loanType }: ApplicantFacts): Answer {
  const most = maxMonths[loanType]
  if (tenorMonths <= most)
    return answer(
      'passed',
      tenorMonths,
      most,
      `Tenor ${tenorMonths} bulan; paling lama ${most} untuk ${loanType}.`,
      `The tenor is ${tenorMonths} months; ${loanType} allows up to ${most}.`,
    )
  return answer(
    'failed',
    tenorMonths,
    most,
    `Tenor ${tenorMonths} bulan melebihi ${most} untuk ${loanType}. Tenor yang lebih pendek dapat diajukan.`,
    `The tenor of ${tenorMonths} months is longer than ${most} for ${loanType}. A shorter tenor can be asked for.`,
  )
}
