// What the people of a group are told of each of its events: one sentence and who reads it, or a stated reason for silence.
// Guarantees: total; no amount, no name, no word about why something of another member ended: that is theirs alone.
// Does not: tell what happens to one's own application; its timeline does (timeline/telling.ts).
import type { PersonId } from '../parties.ts'
import type { Words } from '../wib.ts'
import type { GroupEvent } from './events.ts'

/** Everybody of the group, its chair, or the one whom it is about. */
export type Readers = 'everybody' | 'chair' | { readonly only: PersonId }

export interface GroupTelling extends Words {
  readonly code: GroupEvent['type']
  readonly readers: Readers
}

type Of<Type extends GroupEvent['type']> = Extract<GroupEvent, { type: Type }>
type Told = Words & { readonly readers: Readers }
type Teller<Type extends GroupEvent['type']> = { readonly silent: string } | ((event: Of<Type>) => Told | null)

const toAll = (id: string, en: string) => () => ({ id, en, readers: 'everybody' }) as const
const silent = (why: string) => ({ silent: why })

export const TELLERS: { readonly [Type in GroupEvent['type']]: Teller<Type> } = {
  GroupStarted: toAll('Kelompok dibuat. Ketua mengundang anggota.', 'The group is begun. Its chair invites members.'),
  GroupPlanSaved: toAll(
    'Rencana kelompok diubah. Bila isi pinjamannya berubah, tanggung renteng perlu disetujui lagi.',
    'The plan of the group changed. If that is about the loans, joint liability has to be accepted again.',
  ),
  MemberInvited: ({ person }) => ({
    id: 'Anda diundang ikut kelompok ini. Baca, lalu isi bagian Anda bila setuju.',
    en: 'You are invited to this group. Read, then fill in your share if you agree.',
    readers: { only: person },
  }),
  MemberAgreed: toAll('Seorang anggota setuju ikut dengan bagiannya.', 'A member agreed to join with a share.'),
  SeatAnswered: ({ person, held }) =>
    held
      ? null
      : {
          id: 'Anda masih tercatat di kelompok lain yang berjalan. Keluar dari sana dahulu, lalu setujui lagi di sini.',
          en: 'You are still in another open group. Leave that one first, then agree here again.',
          readers: { only: person },
        },
  LiabilityAccepted: toAll('Seorang anggota menyetujui tanggung renteng.', 'A member accepted joint liability.'),
  MemberLeft: toAll(
    'Seorang anggota tidak ikut lagi. Yang sudah Anda setujui tetap berlaku; tanggungan Anda tidak bertambah.',
    'A member is no longer in. What you accepted stands; you answer for nothing more.',
  ),
  ChairHandedOver: toAll('Kelompok punya ketua baru.', 'The group has a new chair.'),
  GroupSubmitted: toAll('Ketua mengirim pengajuan kelompok kepada penyalur.', 'The chair sent the group to the lender.'),
  MemberSubmitted: silent('each member is told in the timeline of their own application'),
  GroupInfoRequested: toAll(
    'Penyalur memerlukan keterangan dari kelompok. Ketua menjawab; anggota dapat diganti bila perlu.',
    'The lender needs some information from the group. Its chair answers; members can be replaced if need be.',
  ),
  GroupInfoAnswered: toAll('Jawaban kelompok sudah dikirim. Pemeriksaan dilanjutkan.', 'The group answered. The review goes on.'),
  GroupChecked: toAll(
    'Penyalur mencatat hasil pemeriksaan offtaker dan kelompok.',
    'The lender recorded what it found of offtaker and group.',
  ),
  MemberStood: ({ standing }) =>
    standing === 'ended'
      ? {
          id: 'Pengajuan seorang anggota tidak berlanjut. Sebabnya hanya untuk anggota itu.',
          en: 'The application of a member does not go on. Why is for that member alone.',
          readers: 'chair',
        }
      : null,
  GroupFell: toAll(
    'Kelompok tidak lengkap lagi, jadi pengajuan bersama ini ditutup. Akad yang sudah ditandatangani tetap berlaku.',
    'The group is not complete any more, so applying together ends here. An akad that was signed stands.',
  ),
  GroupDone: toAll('Semua anggota sudah menerima dananya.', 'All members have their money.'),
  GroupDissolved: toAll('Ketua membubarkan kelompok ini.', 'The chair dissolved this group.'),
}

/** Null: silent, or nothing new. */
export function tellGroup(event: GroupEvent): GroupTelling | null {
  const teller = TELLERS[event.type] as Teller<typeof event.type>
  const told = 'silent' in teller ? null : teller(event)
  return told && { code: event.type, ...told }
}
