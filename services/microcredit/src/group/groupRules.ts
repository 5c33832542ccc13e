// What is asked of a group as a group, beside R-GROUP, which each member's verdict has: rule by rule, with where it comes from.
// Guarantees: pure; every rule answers with its sentence, citation and confidence; what nobody told is unknown, never a no; the order of the
// members changes nothing. Shown by groupRules.test.ts.
// Does not guarantee: that a rule is law. `policy` is ours; of a minimum number, one commodity or the chair's own share no text was found.
import { formatRupiah, type Day } from '@simpul/kernel'
import { failed, notApplicable, passed, condition, unknown, type Answer } from '../rules/checks/answer.ts'
import { versionAt, type Confidence, type RuleBook, type Sentence } from '../rules/ruleBook.ts'
import { allLiable, MEMBERS_MIN, roster, sumOf, type GroupBody } from './group.ts'

export type GroupRuleId =
  'G-MEMBERS' | 'G-CHAIR' | 'G-DISTINCT' | 'G-COMMODITY' | 'G-OFFTAKER' | 'G-LIABILITY' | 'G-ONE-GROUP' | 'G-SHARES'

export interface GroupRuleResult extends Answer {
  readonly rule: GroupRuleId
  readonly conf: Confidence | 'policy'
  readonly cite: string
  readonly notConfirmed?: Sentence
}

/** `verified`: whose identity partners has verified, with one verified person a NIK. */
export type LookedUp = { readonly verified: readonly string[] }
type Source = Pick<GroupRuleResult, 'conf' | 'cite' | 'notConfirmed'>

export function groupRules(body: GroupBody, { verified }: LookedUp, akadOn: Day, book: RuleBook): readonly GroupRuleResult[] {
  const statute = statuteOf(akadOn, book)
  return [
    { rule: 'G-MEMBERS', ...MINIMUM, ...members(body) },
    { rule: 'G-CHAIR', ...CHAIR, ...chair(body) },
    { rule: 'G-DISTINCT', ...ours('satu NIK satu orang terverifikasi / one verified person a NIK'), ...distinct(body, verified) },
    { rule: 'G-COMMODITY', ...CLUSTER, ...commodity(body) },
    { rule: 'G-OFFTAKER', ...statute, ...offtaker(body, statute) },
    { rule: 'G-LIABILITY', ...statute, ...liability(body, statute) },
    { rule: 'G-ONE-GROUP', ...ours('satu kelompok terbuka per orang / one open group a person'), ...oneGroup(body) },
    { rule: 'G-SHARES', conf: 'D', cite: 'plafon per anggota, Permenko 1/2023 Ps.35 {2}', ...shares(body) },
  ]
}

const ours = (what: string): Source => ({
  conf: 'policy',
  cite: `kebijakan Simpul, bukan peraturan / our policy, not law: ${what}`,
})

const MINIMUM: Source = {
  conf: 'D',
  cite: 'Permenko 12/2025 Ps.4, 4A {4}: akad ditandatangani ketua dan paling sedikit satu anggota',
  notConfirmed: { id: 'jumlah anggota paling sedikit', en: 'a minimum number of members of its own' },
}
const CHAIR: Source = {
  conf: '?',
  cite: 'Permenko 12/2025 Ps.4, 4A {4}: diajukan lewat ketua',
  notConfirmed: { id: 'apakah ketua harus ikut meminjam', en: 'whether the chair has to be a borrower' },
}
const CLUSTER: Source = {
  conf: '?',
  cite: 'KUR Khusus (klaster), microcredit.md §1.2',
  notConfirmed: { id: 'apakah semua anggota harus satu komoditas', en: 'whether all members must have one commodity' },
}

type Statute = Source & { readonly asks: boolean }

/** As R-GROUP stands on that day: before the decree of 2025 it asks nothing, from 2026 nobody has read it. */
function statuteOf(akadOn: Day, book: RuleBook): Statute {
  const rule = book.rules.find((each) => each.rule === 'R-GROUP')
  const version = rule && versionAt<unknown>(rule.versions, akadOn)
  if (!version) return { conf: '?', cite: 'Permenko 12/2025 Ps.4, 4A {4}', asks: false }
  const { conf, cite, notConfirmed, bound } = version
  return { conf, cite, ...(notConfirmed ? { notConfirmed } : {}), asks: bound !== null }
}

function members(body: GroupBody): Answer {
  const count = roster(body).length
  return count < MEMBERS_MIN
    ? condition(
        count,
        MEMBERS_MIN,
        `Baru ${count} orang yang setuju ikut; akad perlu ketua dan sedikitnya satu anggota lain.`,
        `${count} people agreed so far; the akad needs the chair and at least one more member.`,
      )
    : passed(count, MEMBERS_MIN, `${count} orang setuju ikut.`, `${count} people agreed to join.`)
}

function chair(body: GroupBody): Answer {
  const isIn = roster(body).some(({ person }) => person === body.chair)
  return isIn
    ? passed(true, 'chair', 'Ketua ikut dengan bagiannya sendiri.', 'The chair joins with a share.')
    : condition(false, 'chair', 'Ketua belum mengisi bagiannya sendiri.', 'The chair has not filled in a share yet.')
}

function distinct(body: GroupBody, verified: readonly string[]): Answer {
  const open = roster(body).filter(({ person }) => !verified.includes(person)).length
  return open > 0
    ? unknown(
        open,
        0,
        `Data diri ${open} orang belum selesai dicocokkan, jadi belum pasti semua orang berbeda.`,
        `The identity of ${open} people is not checked yet, so it is not certain that all are different people.`,
      )
    : passed(0, 0, 'Semua orang berbeda: setiap NIK satu orang.', 'All are different people: one person a NIK.')
}

function commodity(body: GroupBody): Answer {
  const told = [...new Set(roster(body).map(({ agreed }) => agreed.commodity))].toSorted()
  const { commodity: planned = null } = body.plan
  if (planned === null || told.length === 0)
    return unknown(null, planned, 'Komoditas kelompok belum tercatat.', 'The commodity of the group is not recorded yet.')
  const others = told.filter((each) => each !== planned)
  return others.length > 0
    ? failed(
        told.join(', '),
        planned,
        `Kelompok mengajukan untuk ${planned}, sebagian anggota mengusahakan ${others.join(', ')}. Penyalur memastikan apakah boleh.`,
        `The group applies for ${planned}, some members work in ${others.join(', ')}. The lender makes sure whether that may be.`,
      )
    : passed(planned, planned, `Semua anggota mengusahakan ${planned}.`, `All members work in ${planned}.`)
}

function offtaker({ plan }: GroupBody, { asks }: Statute): Answer {
  if (!asks) return NOT_YET
  if (!plan.offtaker)
    return unknown(
      null,
      'offtaker',
      'Offtaker (pembeli hasil) belum disebut. Pengajuan dapat dikirim; sebelum akad offtaker harus ada.',
      'The offtaker (who buys the harvest) is not named yet. The group can be sent; before the akad there must be one.',
    )
  return plan.offtaker.agreementRef === null
    ? unknown(
        null,
        'offtaker',
        'Perjanjian dengan offtaker belum tercatat.',
        'The agreement with the offtaker is not recorded yet.',
      )
    : passed(true, 'offtaker', 'Offtaker dan perjanjiannya tercatat.', 'The offtaker and the agreement are recorded.')
}

function liability(body: GroupBody, { asks }: Statute): Answer {
  if (!asks) return NOT_YET
  return roster(body).length > 0 && allLiable(body)
    ? passed(
        formatRupiah(sumOf(body)),
        'tanggung renteng',
        'Semua anggota menyetujui tanggung renteng untuk orang dan jumlah ini.',
        'All members accepted joint liability for these people and this sum.',
      )
    : condition(
        false,
        'tanggung renteng',
        'Tanggung renteng untuk orang dan jumlah yang sekarang belum disetujui semua anggota.',
        'Joint liability for people and sum as they are now is not accepted by all members yet.',
      )
}

const NOT_YET = notApplicable(
  null,
  null,
  'Aturan kelompok dengan offtaker datang dengan Permenko 12/2025.',
  'The rules of groups with an offtaker came with Permenko 12/2025.',
)

function oneGroup(body: GroupBody): Answer {
  const seats = roster(body).map(({ seat }) => seat)
  if (seats.includes('elsewhere'))
    return condition(
      false,
      'one group',
      'Ada yang masih tercatat di kelompok lain yang berjalan.',
      'Somebody is still in another open group.',
    )
  return seats.every((seat) => seat === 'held')
    ? passed(true, 'one group', 'Setiap orang hanya di kelompok ini.', 'Everybody is in this group alone.')
    : unknown(null, 'one group', 'Keikutsertaan sedang dicatat.', 'The membership is being recorded.')
}

function shares(body: GroupBody): Answer {
  const sum = sumOf(body)
  const { plafonIdr } = body.plan
  if (!plafonIdr) return unknown(sum, null, 'Plafon kelompok belum diisi.', 'The plafon of the group is not filled in yet.')
  return sum === plafonIdr
    ? passed(
        sum,
        plafonIdr,
        `Bagian anggota tepat ${formatRupiah(plafonIdr)}.`,
        `The shares make exactly ${formatRupiah(plafonIdr)}.`,
      )
    : condition(
        sum,
        plafonIdr,
        `Bagian anggota ${formatRupiah(sum)}, plafon kelompok ${formatRupiah(plafonIdr)}. Samakan dahulu.`,
        `The shares make ${formatRupiah(sum)}, the plafon of the group is ${formatRupiah(plafonIdr)}. Make them equal.`,
      )
}
