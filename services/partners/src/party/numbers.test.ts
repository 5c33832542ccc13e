// What people type as numbers: read, or refused with the sentence about the part that is wrong.
import { Refusal } from '@simpul/kernel'
import { expect, it } from 'vitest'
import { entries } from '../refusals.ts'
import { birthDateOf, nibOf, nikOf, npwpOfOrganisation, npwpOfPerson } from './numbers.ts'

const today = '2026-05-10'
const nik = '3171014108900001'
const company = '0123456782123000'

const codeOf = (read: () => unknown) => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

it.each([
  ['3171 0141 0890 0001', 'nik/not-16-digits'],
  ['9971014108900001', 'nik/unknown-province'],
  ['3170014108900001', 'nik/regency-out-of-range'],
  ['3171018108900001', 'nik/no-such-birth-date'],
  ['3171014108900000', 'nik/serial-is-zero'],
  [nik, nik],
])('NIK %s → %s', (text, expected) => expect(codeOf(() => nikOf(text, today))).toBe(expected))

it('a NIK of who is not born yet', () => {
  // Born on 1 August 1990: before that day there is no such person, and in 2090 neither.
  expect(codeOf(() => nikOf(nik, '1990-07-31'))).toBe('nik/birth-date-in-the-future')
})

it.each([
  ['1990-08-01', '1990-08-01'],
  [today, today],
  ['2026-05-11', 'party/no-such-birth-date'],
  ['1990-02-30', 'party/no-such-birth-date'],
  ['01-08-1990', 'party/no-such-birth-date'],
])('birth date %s → %s', (text, expected) => expect(codeOf(() => birthDateOf(text, today))).toBe(expected))

it.each([
  ['12.345.678.2-123.000', '0123456782123000'],
  [nik, nik],
  ['3171014108900002', 'npwp/of-another-nik'],
  ['12.345.678.3-123.000', 'npwp/wrong-check-digit'],
  ['9971014108900001', 'npwp/not-a-nik'],
  ['12345', 'npwp/not-15-or-16-digits'],
])("a person's NPWP %s → %s", (text, expected) => expect(codeOf(() => npwpOfPerson(text, nik, today))).toBe(expected))

it.each([
  [company, company],
  [nik, 'party/npwp-is-personal'],
])("an organisation's NPWP %s → %s", (text, expected) => expect(codeOf(() => npwpOfOrganisation(text, today))).toBe(expected))

it.each([
  ['1234567890123', '1234567890123'],
  ['123456789012', 'nib/not-13-digits'],
])('NIB %s → %s', (text, expected) => expect(codeOf(() => nibOf(text))).toBe(expected))

it('the sentences come without the number that was typed', () => {
  const sentences = Object.entries(entries).filter(([code]) => /^(nik|npwp|nib)\//.test(code))
  expect(sentences.length).toBe(11)
  for (const [, { id, en }] of sentences) expect([id, en].join()).not.toMatch(/[{}]/)
})
