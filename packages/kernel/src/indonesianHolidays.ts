// National holidays and joint leave (cuti bersama) of Indonesia, 2025–2027, as data for workingDays.ts.
// Guarantees: each year says where its dates come from and how sure they are; joint leave counts as no working day.
// Does not guarantee: the decrees' own text, which was not read. A decree may still change a date (as in August 2025): add an
// edition with a new version; what was computed keeps the version it was computed with.
import type { Day } from './decider.ts'
import type { HolidayTable } from './workingDays.ts'

/** N: news that prints the decree's list. C: read in the source code of a public library, not seen elsewhere. */
export interface HolidaySource {
  readonly year: number
  readonly decree: string
  readonly conf: 'N' | 'C'
  readonly sources: readonly string[]
  readonly note: string
}

export const indonesianHolidaySources: readonly HolidaySource[] = [
  {
    year: 2025,
    decree: 'SKB 3 Menteri 1017/2024, 2/2024, 2/2024 (14 October 2024), changed on 7 August 2025 (18 August added)',
    conf: 'N',
    sources: [
      'https://lingkarwilis.com/pemerintah-tetapkan-hari-libur-nasional-dan-cuti-bersama-2025-sebanyak-27-hari',
      'https://news.okezone.com/read/2025/08/07/337/3161227/kabar-baik-skb-3-menteri-libur-18-agustus-2025-akhirnya-terbit-cek-selengkapnya',
      'Python package holidays 0.109, countries/indonesia.py',
    ],
    note: 'Full list in the first source, the added day in the second; the third agrees on every day.',
  },
  {
    year: 2026,
    decree: 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (19 September 2025)',
    conf: 'N',
    sources: [
      'https://www.brilio.net/serius/rincian-lengkap-libur-cuti-bersama-2026-17-hari-libur-nasional-dan-8-cuti-bersama-2026-250920i.html',
      'https://pembelajaranbermaknaid.blogspot.com/2025/11/skb-3-menteri-rilis-daftar-cuti-bersama.html',
      'https://disdiksmg.semarangkota.go.id/post-detail/resmi-daftar-hari-libur-nasional-dan-cuti-bersama-tahun-2026-berdasarkan-skb-3-menteri',
      'Python package holidays 0.109, countries/indonesia.py',
    ],
    note: 'The first two agree with the fourth on every day; the third, a city office, confirms 17 + 8 days and Idulfitri. One newspaper (palu.tribunnews.com) prints other dates for Imlek, Nyepi and Idulfitri, which contradict its own list of joint leave.',
  },
  {
    year: 2027,
    decree: 'SKB 3 Menteri for 2027; numbers and date not seen',
    conf: 'C',
    sources: ['Python package holidays 0.109, countries/indonesia.py, which cites setneg.go.id'],
    note: 'One source only, and it marks Idulfitri (10–11 March) and Iduladha (17 May) as estimates. Confirm with the decree before relying on a deadline near them.',
  },
]

const days: readonly (readonly [Day, string])[] = [
  ['2025-01-01', 'Tahun Baru Masehi'],
  ['2025-01-27', 'Isra Mikraj Nabi Muhammad'],
  ['2025-01-28', 'Cuti Bersama Tahun Baru Imlek'],
  ['2025-01-29', 'Tahun Baru Imlek'],
  ['2025-03-28', 'Cuti Bersama Hari Suci Nyepi'],
  ['2025-03-29', 'Hari Suci Nyepi'],
  ['2025-03-31', 'Hari Raya Idul Fitri'],
  ['2025-04-01', 'Hari Raya Idul Fitri, hari kedua'],
  ['2025-04-02', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2025-04-03', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2025-04-04', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2025-04-07', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2025-04-18', 'Wafat Yesus Kristus'],
  ['2025-04-20', 'Kebangkitan Yesus Kristus'],
  ['2025-05-01', 'Hari Buruh Internasional'],
  ['2025-05-12', 'Hari Raya Waisak'],
  ['2025-05-13', 'Cuti Bersama Hari Raya Waisak'],
  ['2025-05-29', 'Kenaikan Yesus Kristus'],
  ['2025-05-30', 'Cuti Bersama Kenaikan Yesus Kristus'],
  ['2025-06-01', 'Hari Lahir Pancasila'],
  ['2025-06-06', 'Hari Raya Idul Adha'],
  ['2025-06-09', 'Cuti Bersama Hari Raya Idul Adha'],
  ['2025-06-27', 'Tahun Baru Islam'],
  ['2025-08-17', 'Hari Kemerdekaan Republik Indonesia'],
  ['2025-08-18', 'Cuti Bersama Hari Kemerdekaan Republik Indonesia'],
  ['2025-09-05', 'Maulid Nabi Muhammad'],
  ['2025-12-25', 'Hari Raya Natal'],
  ['2025-12-26', 'Cuti Bersama Hari Raya Natal'],
  ['2026-01-01', 'Tahun Baru Masehi'],
  ['2026-01-16', 'Isra Mikraj Nabi Muhammad'],
  ['2026-02-16', 'Cuti Bersama Tahun Baru Imlek'],
  ['2026-02-17', 'Tahun Baru Imlek'],
  ['2026-03-18', 'Cuti Bersama Hari Suci Nyepi'],
  ['2026-03-19', 'Hari Suci Nyepi'],
  ['2026-03-20', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2026-03-21', 'Hari Raya Idul Fitri'],
  ['2026-03-22', 'Hari Raya Idul Fitri, hari kedua'],
  ['2026-03-23', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2026-03-24', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2026-04-03', 'Wafat Yesus Kristus'],
  ['2026-04-05', 'Kebangkitan Yesus Kristus'],
  ['2026-05-01', 'Hari Buruh Internasional'],
  ['2026-05-14', 'Kenaikan Yesus Kristus'],
  ['2026-05-15', 'Cuti Bersama Kenaikan Yesus Kristus'],
  ['2026-05-27', 'Hari Raya Idul Adha'],
  ['2026-05-28', 'Cuti Bersama Hari Raya Idul Adha'],
  ['2026-05-31', 'Hari Raya Waisak'],
  ['2026-06-01', 'Hari Lahir Pancasila'],
  ['2026-06-16', 'Tahun Baru Islam'],
  ['2026-08-17', 'Hari Kemerdekaan Republik Indonesia'],
  ['2026-08-25', 'Maulid Nabi Muhammad'],
  ['2026-12-24', 'Cuti Bersama Hari Raya Natal'],
  ['2026-12-25', 'Hari Raya Natal'],
  ['2027-01-01', 'Tahun Baru Masehi'],
  ['2027-01-05', 'Isra Mikraj Nabi Muhammad'],
  ['2027-02-05', 'Cuti Bersama Tahun Baru Imlek'],
  ['2027-02-06', 'Tahun Baru Imlek'],
  ['2027-03-08', 'Hari Suci Nyepi'],
  ['2027-03-09', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2027-03-10', 'Hari Raya Idul Fitri'],
  ['2027-03-11', 'Hari Raya Idul Fitri, hari kedua'],
  ['2027-03-12', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2027-03-15', 'Cuti Bersama Hari Raya Idul Fitri'],
  ['2027-03-25', 'Cuti Bersama Wafat Yesus Kristus'],
  ['2027-03-26', 'Wafat Yesus Kristus'],
  ['2027-03-28', 'Kebangkitan Yesus Kristus'],
  ['2027-05-01', 'Hari Buruh Internasional'],
  ['2027-05-06', 'Kenaikan Yesus Kristus'],
  ['2027-05-17', 'Hari Raya Idul Adha'],
  ['2027-05-18', 'Cuti Bersama Hari Raya Idul Adha'],
  ['2027-05-19', 'Cuti Bersama Hari Raya Waisak'],
  ['2027-05-20', 'Hari Raya Waisak'],
  ['2027-06-01', 'Hari Lahir Pancasila'],
  ['2027-06-06', 'Tahun Baru Islam'],
  ['2027-08-15', 'Maulid Nabi Muhammad'],
  ['2027-08-17', 'Hari Kemerdekaan Republik Indonesia'],
  ['2027-12-24', 'Cuti Bersama Hari Raya Natal'],
  ['2027-12-25', 'Hari Raya Natal'],
  ['2027-12-26', 'Isra Mikraj Nabi Muhammad'],
]

export const indonesianHolidays: HolidayTable = {
  version: '2026-11-24',
  from: '2025-01-01',
  to: '2027-12-31',
  days: days.map(([date, name]) => ({ date, name })),
}
