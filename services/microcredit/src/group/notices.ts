// What a person of a group is told that they can do now, or what is waited for.
// Guarantees: total, without blame; about others only that somebody has something to do, and whether they agreed.
import { never } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import type { Words } from '../wib.ts'
import { holdsFor, memberOf, roster, type Open, type Over } from './group.ts'

type Notice = { readonly code: string } & Words

const notice = (code: string, id: string, en: string): Notice => ({ code, id, en })

const DONE = {
  done: notice('group/done', 'Semua anggota sudah menerima dananya.', 'All members have their money.'),
  fallen: notice(
    'group/fallen',
    'Pengajuan bersama ini ditutup karena kelompok tidak lengkap lagi. Anda dapat mengajukan lagi kapan saja.',
    'Applying together ended, since the group is not complete any more. You can apply again at any time.',
  ),
  dissolved: notice('group/dissolved', 'Kelompok ini dibubarkan.', 'This group was dissolved.'),
} as const

export function noticesOfGroup(state: Open | Over, reader: PersonId): readonly Notice[] {
  switch (state.status) {
    case 'forming':
      return [...ownPart(state, reader), ...(reader === state.chair ? chairsPart(state) : [])]
    case 'need-info':
      return [
        notice('group/asked', 'Penyalur menunggu jawaban kelompok.', "The lender waits for the group's answer."),
        ...ownPart(state, reader),
      ]
    case 'sent':
      return [
        notice(
          'group/with-lender',
          'Pengajuan setiap anggota sedang diperiksa penyalur. Lihat pengajuan Anda sendiri untuk langkahnya.',
          'The lender reviews the application of each member. See your own for the step that it is at.',
        ),
      ]
    case 'done':
    case 'fallen':
    case 'dissolved':
      return [DONE[state.status]]
    default:
      return never(state)
  }
}

function ownPart(state: Open, reader: PersonId): Notice[] {
  const own = memberOf(state, reader)
  if (!own || own.standing === 'ended') return []
  if (!own.agreed)
    return [notice('group/agree', 'Baca, lalu isi dan setujui bagian Anda.', 'Read, then fill in and agree to your share.')]
  return [
    ...(own.seat === 'elsewhere'
      ? [
          notice(
            'group/elsewhere',
            'Anda masih tercatat di kelompok lain yang berjalan. Keluar dari sana dahulu, lalu setujui lagi di sini.',
            'You are still in another open group. Leave that one first, then agree here again.',
          ),
        ]
      : []),
    ...(holdsFor(own.liability, state)
      ? []
      : [
          notice(
            'group/accept-liability',
            'Lihat siapa saja dan berapa yang ditanggung bersama, lalu setujui bila cocok.',
            'See who and how much is answered for together, then accept if it suits you.',
          ),
        ]),
  ]
}

function chairsPart(state: Open): Notice[] {
  const unanswered = state.members.some(({ agreed }) => agreed === null)
  const unaccepted = roster(state).some(({ liability }) => !holdsFor(liability, state))
  if (unanswered || unaccepted)
    return [
      notice(
        'group/members-awaited',
        'Sebagian anggota belum mengisi bagiannya atau belum menyetujui tanggung renteng.',
        'Some members have not filled in their share, or not accepted joint liability yet.',
      ),
    ]
  return [
    notice(
      'group/can-be-sent',
      'Semua anggota sudah setuju. Periksa, lalu kirim.',
      'Everybody agreed. Look it over, then send it.',
    ),
  ]
}
