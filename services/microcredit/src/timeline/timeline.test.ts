// What the applicant is told along the way: each event has words or a reason for silence, and the words keep to their rules.
import { applicationContract } from '@simpul/contracts'
import { toEnvelopes } from '@simpul/platform'
import { expect, it, test } from 'vitest'
import { commands as c, now, told, ways } from '../application/example.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { ENTRIES_MAX, timeline, type TimelineRow } from '../projections/timeline.ts'
import { messageOf, tell, TELLERS } from './telling.ts'

const by = { commandId: 'c', fingerprint: 'c', actor: 'p-siti', correlationId: 'c', causationId: 'c' }

function timelineOf(events: readonly ApplicationEvent[]): TimelineRow | null {
  const envelopes = toEnvelopes(timeline.from, 'a', 0, events, now, by)
  return events.reduce<TimelineRow | null>((row, event, index) => {
    const envelope = envelopes[index]
    const next = envelope ? timeline.fold(row, event, envelope) : row
    return next && typeof next === 'object' ? next : null
  }, null)
}

test.each(Object.keys(applicationContract.types))('%s has words, or a reason for silence', (type) => {
  const teller = TELLERS[type as ApplicationEvent['type']]
  expect(teller).toBeDefined()
  if (typeof teller === 'object' && 'silent' in teller) expect(teller.silent.length).toBeGreaterThan(20)
})

it('tells the way to the money in eight sentences', () =>
  expect(timelineOf(told(ways.disbursed))?.entries.map(({ sequence, id }) => `${sequence} ${id}`)).toEqual([
    '1 Pengajuan dibuat. Lengkapi, lalu kirim bila sudah siap.',
    '3 Pengajuan Anda sudah diterima penyalur. Data diri dan catatan kredit sedang dicocokkan.',
    '7 Data diri dan catatan kredit sudah dicocokkan. Berikutnya survei usaha.',
    '10 Survei usaha sudah selesai. Penyalur sedang menganalisis pengajuan Anda.',
    '14 Pengajuan Anda disetujui. Penyalur akan mengundang Anda untuk menandatangani akad.',
    '15 Akad ditandatangani pada 10 Maret 2025. Berikutnya pencairan.',
    '16 Akad sudah tercatat di SIKP.',
    '17 Dana dicairkan pada 10 Maret 2025.',
  ]))

test.each<[string, ApplicationEvent, string | null]>([
  [
    'a passed check waits for the others',
    { type: 'CheckRecorded', check: 'sikp', result: { outcome: 'ok', ref: 'r', facts: {} } },
    null,
  ],
  [
    'a payoff that SIKP has not taken in',
    { type: 'CheckRecorded', check: 'sikp', result: { outcome: 'stale', recheckOn: '2025-03-14' } },
    'Perubahan terakhir Anda belum masuk di SIKP, catatan KUR pemerintah. Kami bertanya lagi pada 14 Maret 2025.',
  ],
  ['a reminder to the lender', { type: 'ClockReminded', step: 'survey', dueAt: now }, null],
  [
    'a reminder to answer',
    { type: 'ClockReminded', step: 'info', dueAt: now },
    'Pertanyaan penyalur menunggu jawaban Anda sampai 10 Maret 2025 pukul 10.00 WIB.',
  ],
  [
    'a refusal on the lender’s side alone',
    { type: 'ApplicationRejected', reasons: c.RejectApplication.reasons, hand: c.RejectApplication.hand },
    'Penyalur saat ini belum dapat menyalurkan. Ini bukan karena Anda. Alasannya ada di surat keputusan.',
  ],
])('%s', (_, event, words) => expect(tell(event)?.id ?? null).toBe(words))

it('tells an appeal until it is decided', () => {
  const clock = { ...c.SetClock, step: 'appeal' } as const
  const way = [...ways.rejected, c.FileAppeal, clock, c.AssignAppeal, c.DeclareAppealConflict, c.AssignAppeal]
  const sentences = (last: ApplicationCommand) => {
    const other = { ...c.AssignAppeal, reviewer: 'p-other' }
    return timelineOf(told([...way.slice(0, -1), other, last]))
      ?.entries.slice(-5)
      .map(({ id }) => id)
  }
  const decider = { hand: { by: 'p-other', actsFor: [] } }
  const begun = [
    'Keberatan Anda sudah diterima. Yang meninjaunya orang yang tidak ikut menangani berkas Anda.',
    'Keberatan Anda diputus paling lambat 17 Maret 2025 pukul 17.00 WIB. Lewat dari itu, penyalur diingatkan; tidak ada putusan karena diam.',
    'Keberatan Anda sudah dipegang seorang peninjau.',
    'Keberatan Anda sudah dipegang seorang peninjau.',
  ]
  expect(sentences({ ...c.UpholdAppeal, ...decider })).toEqual([
    ...begun,
    'Keberatan Anda sudah diputus: keputusan penyalur tetap. Buka pengajuan untuk membaca alasannya.',
  ])
  expect(sentences({ ...c.OverturnAppeal, ...decider })).toEqual([
    ...begun,
    'Keberatan Anda dibenarkan. Pengajuan Anda dibuka kembali dan diperiksa dengan data yang sudah diperbaiki.',
  ])
})

const decided = [c.UpholdAppeal, c.OverturnAppeal, c.WithdrawAppeal].map((command) => [...ways.appealed, command])
const everyTelling = [...Object.values(ways), [...ways['awaiting-quota'], c.RecordQuotaRefusal], ...decided]
  .flatMap((way) => told(way))
  .flatMap((event) => tell(event) ?? [])

it('a message is short and holds neither amount nor person', () => {
  for (const telling of everyTelling)
    for (const text of Object.values(messageOf(telling, '7b1f9c9e-6d5e-5a51-9f3c-1d2c3b4a5968'))) {
      expect(text.length, text).toBeLessThanOrEqual(220)
      expect(text).toContain('7b1f9c9e')
      expect(text).not.toMatch(/Rp|IDR|p-siti|p-officer|\{/)
    }
  expect(everyTelling.length).toBeGreaterThan(30)
})

it('keeps the latest of a very long way', () => {
  const asked = Array.from({ length: ENTRIES_MAX + 5 }, (): ApplicationEvent => ({ type: 'ChecksPassed' }))
  const entries = timelineOf(asked)?.entries
  expect([entries?.length, entries?.[0]?.sequence]).toEqual([ENTRIES_MAX, 6])
})
