// The letter of a refusal: its reasons as they were recorded, the same on the page and in the PDF, and bytes that never change.
import { createHash } from 'node:crypto'
import { expect, it, test } from 'vitest'
import type { ApplicationCommand } from '../application/decide.ts'
import { applicationId, approver, commands as c, hand, now, stateAfter, told, warung, ways } from '../application/example.ts'
import { initial } from '../application/application.ts'
import { evolve } from '../application/events.ts'
import { reasonsOf } from '../application/reasons.ts'
import { recordedVerdict } from '../application/recordedVerdict.ts'
import { factsOfAccesses, verdictOf, waysOf } from '../application/verdictFacts.ts'
import { gather } from '../rules/facts.ts'
import { verdict } from '../rules/verdict.ts'
import { letterOf } from './letter.ts'
import { pageOf } from './page.ts'
import { partsOf } from './parts.ts'
import { pdfOf } from './pdf.ts'
import { pdfInThread } from './pdfThread.ts'

const third = gather({ plafonIdr: 40_000_000, tenorMonths: 36, loanType: 'KMK' }, [
  {
    source: 'sikp',
    asOf: '2025-03-09',
    facts: { scheme: 'MIKRO', sector: warung.sector, earlierAccesses: { MIKRO: 2 }, businessAgeMonths: 14 },
  },
])
const given: ApplicationCommand = {
  type: 'GiveVerdict',
  verdict: { ...recordedVerdict(verdict(third, '2025-03-10')), ways: [{ id: 'Ajukan KUR Kecil.', en: 'Apply for KUR Kecil.' }] },
  now,
}
const refused = (...codes: string[]) =>
  stateAfter([...ways.analysing, given, { type: 'RejectApplication', reasons: reasonsOf(codes), hand: hand(approver), now }])
const letter = (...codes: string[]) => {
  const found = letterOf(refused(...codes), now)
  if (!found) throw new Error('it was refused')
  return found
}

it('gives a reason of the rules with value, bound, source and how sure it is', () =>
  expect(letter('R-ACCESS').reasons).toEqual([
    {
      code: 'R-ACCESS',
      side: 'applicant',
      words: { id: 'Batas berapa kali menerima KUR di skema ini sudah tercapai.', en: expect.any(String) },
      rule: {
        id: 'R-ACCESS',
        version: 'V2023',
        value: '3',
        bound: '2',
        cite: 'Permenko 1/2023 Ps.24(4),(4a)',
        confidence: { id: 'bunyi peraturan sudah dibaca', en: 'the regulation was read' },
        words: { id: expect.any(String), en: expect.any(String) },
      },
    },
  ]))

it('a reason of the lender’s own has no rule, and stands apart from what concerns the applicant', () => {
  const parts = partsOf(letter('capacity/too-low', 'lender/quota')).map(({ id }) => id)
  const [own, lenders] = [parts.indexOf('Alasan'), parts.indexOf('Alasan di pihak penyalur, bukan karena Anda')]
  expect(own).toBeGreaterThan(0)
  expect(parts[own + 1]).toBe('Sisa penghasilan per bulan belum cukup untuk angsuran ini.')
  expect(parts[lenders + 1]).toBe('Kuota penyalur untuk skema ini tidak cukup.')
})

it('names what would change it, and whom to ask for a review', () => {
  const text = partsOf(letter('R-ACCESS')).map(({ id }) => id)
  expect(text).toContain('Ajukan KUR Kecil.')
  expect(text.at(-1)).toContain('pilih Ajukan keberatan')
  expect(text.at(-1)).toContain('orang di penyalur yang tidak ikut menangani berkas ini')
})

it('says until when, as it was told with the refusal; the same letter stands during the appeal', () => {
  const way = [...ways.analysing, given, { ...c.RejectApplication, appealUntil: '2025-04-07T03:00:00.000Z' }]
  const [before, during] = [way, [...way, c.FileAppeal]].map((each) => letterOf(stateAfter(each), now))
  expect(before && partsOf(before).map(({ id }) => id)).toContain(
    'Anda dapat mengajukan keberatan sampai 7 April 2025 pukul 10.00 WIB, gratis dan satu kali untuk keputusan ini.',
  )
  expect(during).toEqual(before)
})

it('promises no appeal after the last round', () => {
  const last = told(ways.rejected).map((event) => (event.type === 'ApplicationSubmitted' ? { ...event, round: 5 } : event))
  const found = letterOf(last.reduce(evolve, initial), now)
  const text = (found ? partsOf(found) : []).map(({ id }) => id)
  expect(text.join(' ')).not.toContain('keberatan')
  expect(text.at(-1)).toContain('silakan buat pengajuan baru')
})

it('is written from what was recorded: a verdict from before sentences were kept gives no invented ones', () => {
  const old = stateAfter(ways.rejected)
  expect(letterOf(old, now)).toMatchObject({ ways: [], reasons: [{ rule: null }] })
})

test.each(['approved', 'withdrawn', 'analysing', 'draft'] as const)('there is none for one that is %s', (status) =>
  expect(letterOf(stateAfter(ways[status]), now)).toBeNull(),
)

it('the page escapes what it is given, runs nothing and needs nothing', () => {
  const page = pageOf([{ kind: 'text', id: '<img src=x onerror=alert(1)>', en: '"&' }])
  expect(page).toContain('&lt;img src=x')
  expect(page).not.toMatch(/<script|<img|https?:/)
})

it('names neither applicant nor anybody of the lender', () => {
  const page = pageOf(partsOf(letter('R-ACCESS', 'lender/quota')))
  expect(page).toContain(applicationId)
  expect(page).not.toMatch(/p-siti|p-officer|p-approver/)
})

it('the PDF has the same bytes each time, its fonts inside, and nothing of the moment it was made', async () => {
  const parts = partsOf(letter('R-ACCESS', 'lender/quota'))
  const [one, other] = [await pdfOf(parts, now), await pdfInThread(parts, now)]
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  expect(digest(one)).toBe(digest(other))
  const text = one.toString('latin1')
  expect(text).toMatch(/\/FontFile[23]/)
  expect(text).toContain('/ToUnicode') // what a reader of the screen and a search need
  expect(text).toContain('/Lang (id-ID)')
  expect(text).toContain(`D:20250310030000Z`)
  expect(one.length).toBeLessThan(60_000)
})

it('a refusal by the rules keeps what would have turned it', () => {
  const told = { ...factsOfAccesses({ MIKRO: 2 }), asOf: '2025-03-09' }
  const sikp = { ...c.RecordCheck, check: 'sikp', result: { outcome: 'ok', ref: 'r', facts: told } } as const
  const state = stateAfter([...ways.checking, sikp])
  const recorded = verdictOf(state, '2025-03-10')
  expect(recorded?.outcome).toBe('ineligible')
  expect(waysOf(state, '2025-03-10').length).toBeGreaterThan(0)
  expect(recorded?.findings.find(({ rule }) => rule === 'R-ACCESS')).toMatchObject({ value: 3, bound: 2 })
})
