// What the applicant reads: each sentence as it stands on the page.
import { expect, it, test } from 'vitest'
import { runCheck } from '../approval/checks.ts'
import type { CheckName, CheckResult } from './application.ts'
import type { ApplicationCommand } from './decide.ts'
import { commands as c, now, officer, stateAfter, ways } from './example.ts'
import { FAILED, noticesOf } from './notices.ts'

const record = (check: CheckName, result: CheckResult): ApplicationCommand => ({ type: 'RecordCheck', check, result, now })
const reads = (way: readonly ApplicationCommand[], at = now) => noticesOf(stateAfter(way), at).map(({ id }) => id)

test.each<[string, readonly ApplicationCommand[], readonly string[]]>([
  ['checks are under way', ways.checking, ['Berkas Anda sedang diproses.']],
  [
    'the deadline is the law’s',
    [...ways.surveying, { ...c.SetClock, dueAt: '2025-03-14T10:00:00.000Z', statutory: 'PermenP2MI 18/2025 Ps.14' }],
    [
      'Berkas Anda ada pada petugas penyalur, paling lambat 14 Maret 2025 pukul 17.00 WIB.',
      'Batas waktu ini dari aturan (PermenP2MI 18/2025 Ps.14): diputuskan paling lama lima hari kerja sejak pengajuan diterima.',
    ],
  ],
  [
    'the approval was undone',
    [...ways['undo-asked'], c.UndoApproval],
    [
      'Berkas Anda ada pada petugas penyalur.',
      'Persetujuan sebelumnya dibatalkan oleh penyalur sebelum dana cair. Ini bukan penolakan; pengajuan Anda diperiksa lagi.',
    ],
  ],
  [
    'SLIK does not answer',
    [...ways.checking, record('slik', { outcome: 'unreachable' })],
    [
      'Berkas Anda sedang diproses.',
      'Menunggu jawaban SLIK, catatan kredit OJK sejak 10 Maret 2025 pukul 10.00 WIB. Kami bertanya lagi dengan sendirinya; Anda tidak perlu melakukan apa pun.',
    ],
  ],
  [
    'they are not verified',
    [...ways.checking, record('identity', { outcome: 'unreachable' })],
    [
      'Berkas Anda sedang diproses.',
      'Data diri Anda belum terverifikasi, kami menunggu sejak 10 Maret 2025 pukul 10.00 WIB. Bila belum meminta verifikasi, mintalah di profil Anda; bila sudah, tunggu saja.',
    ],
  ],
  [
    'SIKP has not taken in a payoff',
    [...ways.checking, record('sikp', { outcome: 'stale', recheckOn: '2025-03-14' })],
    [
      'Berkas Anda sedang diproses.',
      'Perubahan terakhir Anda, misalnya pelunasan, belum masuk di SIKP, catatan KUR pemerintah. Kami bertanya lagi pada 14 Maret 2025.',
    ],
  ],
  [
    'a credit is not paid on time',
    [...ways.checking, record('slik', { outcome: 'failed', reasonCodes: ['slik/not-lancar'] })],
    [
      'Berkas Anda ada pada petugas penyalur.',
      'Di SLIK masih tercatat kredit yang belum lancar. Petugas penyalur akan memeriksanya; bila sudah lunas, siapkan surat lunas.',
    ],
  ],
  [
    'an officer could not pass a check',
    [...ways.checking, record('identity', { outcome: 'manual', passed: false, evidenceRef: 'x', by: officer, facts: {} })],
    [
      'Berkas Anda ada pada petugas penyalur.',
      'Petugas memeriksa pencocokan data diri (Dukcapil) langsung dan belum dapat meloloskannya. Penyalur akan menyampaikan langkah berikutnya.',
    ],
  ],
  ['a survey is due', ways.surveying, ['Berkas Anda ada pada petugas penyalur, paling lambat 17 Maret 2025 pukul 17.00 WIB.']],
  ['a question waits for them', ways['need-info'], ['Sekarang giliran Anda.']],
  [
    'the quota did not suffice',
    [...ways['awaiting-quota'], c.RecordQuotaRefusal],
    [
      'Berkas Anda ada pada pemutus di penyalur.',
      'Persetujuan belum dapat dijalankan karena kuota penyalur. Ini bukan karena Anda; pemutus dapat mencoba lagi.',
    ],
  ],
  ['it is over', ways.withdrawn, []],
  [
    'it was refused, and can be appealed',
    [...ways.proposed, { ...c.RejectApplication, appealUntil: '2025-04-10T10:00:00.000Z' }],
    ['Bila suatu alasan, aturan atau data keliru, Anda dapat mengajukan keberatan sampai 10 April 2025 pukul 17.00 WIB, gratis.'],
  ],
  [
    'nobody told until when, so any day will do',
    ways.rejected,
    ['Bila suatu alasan, aturan atau data keliru, Anda dapat mengajukan keberatan, gratis.'],
  ],
  [
    'an appeal is with its reviewer',
    [...ways.appealed, { ...c.SetClock, step: 'appeal' }],
    [
      'Keberatan Anda ada pada peninjau di penyalur yang tidak ikut menangani berkas ini, paling lambat 17 Maret 2025 pukul 17.00 WIB.',
    ],
  ],
  ['an appeal was upheld, and there is no other', [...ways.appealed, c.UpholdAppeal], []],
  ['it was not sent', ways.draft, []],
])('%s', (_, way, sentences) => expect(reads(way)).toEqual(sentences))

it('a deadline that has passed is said, and that the application goes on', () =>
  expect(noticesOf(stateAfter(ways.surveying), '2025-03-18T00:00:00.000Z')).toEqual([
    {
      code: 'turn/officer-overdue',
      id: 'Berkas Anda ada pada petugas penyalur. Tenggatnya 17 Maret 2025 pukul 17.00 WIB sudah lewat dan penyalur diingatkan; pengajuan Anda tetap berjalan.',
      en: "Your file is with the lender's officer. The deadline of 17 March 2025 at 17:00 WIB has passed and the lender is reminded; your application goes on.",
    },
  ]))

it('every code that a check can fail with has its sentence', async () => {
  const mismatch = async () => ({ kind: 'mismatch' }) as never
  const known = { kind: 'known', verified: true, nik: '' } as never
  const outside = (person: never, slik: () => Promise<never>) =>
    ({
      people: { identityOf: async () => person },
      sikp: { history: mismatch },
      slik: { credits: slik },
    }) as unknown as Parameters<typeof runCheck>[2]
  const results = await Promise.all([
    runCheck('identity', 'p', outside({ kind: 'unknown' } as never, mismatch)),
    runCheck('sikp', 'p', outside(known, mismatch)),
    runCheck('slik', 'p', outside(known, mismatch)),
    runCheck(
      'slik',
      'p',
      outside(known, async () => ({ kind: 'credits', credits: [], worst: 2 }) as never),
    ),
  ])
  const codes = results.flatMap((result) => (result.outcome === 'failed' ? result.reasonCodes : ['not failed']))
  expect(codes.toSorted()).toEqual(
    Object.keys(FAILED)
      .filter((code) => code !== 'check/by-hand')
      .toSorted(),
  )
})

it('no sentence keeps a gap, and an unknown code has one too', () => {
  const strange = record('slik', { outcome: 'failed', reasonCodes: ['toString', 'slik/new'] })
  const notices = noticesOf(stateAfter([...ways.checking, strange]), now)
  expect(notices).toHaveLength(3)
  for (const { id, en } of notices) expect(`${id} ${en}`).not.toMatch(/[{}]|undefined|function/)
})
