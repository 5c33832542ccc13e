// NIK, NPWP, NIB and ids: the fixtures of microcredit.md §3 and the traps that other libraries fell into.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNpwp, isId, nikDisagreements, provinces, readNib, readNik, readNpwp } from './index.ts'

const today = '2026-11-24'
const problemOf = (text: string) => {
  const reading = readNik(text, today)
  return reading.ok ? null : reading.problem
}

test('a man and a woman born on 17 August 1945', () => {
  expect(readNik('3171011708450001', today)).toMatchObject({
    ok: true,
    province: '31',
    regency: '31.71',
    sex: 'male',
    bornOn: ['1945-08-17'],
  })
  expect(readNik('3171015708450001', today)).toMatchObject({ ok: true, sex: 'female', bornOn: ['1945-08-17'] })
})
test.each([
  ['3171014008450001', 'no-such-birth-date'],
  ['3171013202450001', 'no-such-birth-date'],
  ['3171018108450001', 'no-such-birth-date'],
  ['3171013102450001', 'no-such-birth-date'],
  ['3171011708450000', 'serial-is-zero'],
  ['2071011708450001', 'unknown-province'],
  ['3100011708450001', 'regency-out-of-range'],
  ['3170011708450001', 'regency-out-of-range'],
  ['317101170845001', 'not-16-digits'],
  ['317101170845000x', 'not-16-digits'],
])('%s is refused: %s', (text, problem) => expect(problemOf(text)).toBe(problem))
test('people of the young provinces are people too: 65, 92, 93, 95 and 96', () => {
  for (const province of ['65', '92', '93', '95', '96']) expect(problemOf(`${province}01011708900001`)).toBeNull()
  expect(Object.keys(provinces)).toHaveLength(38)
})
test('the century is not guessed: both days are offered while both are possible', () => {
  expect(readNik('3171010101200001', today)).toMatchObject({ bornOn: ['1920-01-01', '2020-01-01'] })
  expect(readNik('3171012902000001', today)).toMatchObject({ bornOn: ['2000-02-29'] }) // 1900 was no leap year
})
test('the form is compared with the number', () => {
  const reading = readNik('3171015708450001', today)
  if (!reading.ok) throw new Error('fixture')
  expect(nikDisagreements(reading, { bornOn: '1945-08-17', sex: 'female' })).toEqual([])
  expect(nikDisagreements(reading, { bornOn: '1954-08-17', sex: 'male' })).toEqual(['bornOn', 'sex'])
})
test('whatever text arrives is answered, and only digits are accepted', () => {
  fc.assert(fc.property(fc.string(), (text) => !readNik(text, today).ok || /^\d{16}$/.test(text)))
})

test('NPWP: both forms of one number are equal', () => {
  for (const text of ['12.345.678.2-123.000', '123456782123000', '0123456782123000'])
    expect(readNpwp(text, today)).toMatchObject({ ok: true, npwp: '0123456782123000' })
  expect(readNpwp('01.312.166.0-091.000', today)).toMatchObject({ ok: true, kind: 'npwp-15' })
  expect(readNpwp('3171011708450001', today)).toMatchObject({ ok: true, kind: 'nik' })
  expect(formatNpwp('0123456782123000')).toBe('12.345.678.2-123.000')
})
test('NPWP: the check digit finds every single wrong digit', () => {
  expect(readNpwp('12.345.678.3-123.000', today)).toEqual({ ok: false, problem: 'wrong-check-digit' })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = '123456782123000'.split('')
      digits[at] = String((Number(digits[at]) + by) % 10)
      expect(readNpwp(digits.join(''), today).ok).toBe(false)
    }),
  )
  expect(readNpwp('3171014008450001', today)).toEqual({ ok: false, problem: { asNik: 'no-such-birth-date' } })
  expect(readNpwp('12345', today)).toEqual({ ok: false, problem: 'not-15-or-16-digits' })
})

test('NIB: thirteen digits', () => {
  expect(readNib('1234567890123').ok).toBe(true)
  for (const bad of ['123456789012', '12345678901234', '123456789012a']) expect(readNib(bad).ok).toBe(false)
})
test('an id is a UUID in lower case', () => {
  expect(isId('6ba7b810-9dad-51d1-80b4-00c04fd430c8')).toBe(true)
  for (const bad of ['6BA7B810-9DAD-51D1-80B4-00C04FD430C8', '00000000-0000-0000-0000-000000000000', 'x'])
    expect(isId(bad)).toBe(false)
})
