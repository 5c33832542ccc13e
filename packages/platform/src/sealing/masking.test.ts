import { describe, expect, it } from 'vitest'
import { maskAccount, maskBirthDate, maskEmail, maskFields, maskName, maskNik, maskNpwp, maskPhone } from './masking.ts'

describe('masking', () => {
  it('a name shows first letters, and not how long it is', () => {
    expect(maskName('Siti Rahmawati')).toBe('S*** R***')
    expect(maskName('  Ki   Ageng ')).toBe('K*** A***')
    expect(maskName('𐐀𐐁')).toBe('𐐀***')
    expect(maskName('')).toBe('')
  })
  it('a NIK keeps regency and serial; the birth date goes', () => expect(maskNik('3171011708450001')).toBe('3171********0001'))
  it('a NPWP', () => expect(maskNpwp('12.345.678.2-123.000')).toBe('12**************.000'))
  it('a phone number', () => expect(maskPhone('081234567890')).toBe('0812****7890'))
  it('an account', () => expect(maskAccount('0123456789')).toBe('******6789'))
  it('an e-mail', () => {
    expect(maskEmail('siti@contoh.id')).toBe('s***@contoh.id')
    expect(maskEmail('@contoh.id')).toBe('***')
    expect(maskEmail('siti')).toBe('***')
  })
  it('a birth date keeps the year', () => {
    expect(maskBirthDate('1945-08-17')).toBe('1945-**-**')
    expect(maskBirthDate('17 Agustus 1945')).toBe('***')
  })
  it('what is too short to hide enough is hidden whole', () => {
    expect(maskPhone('12345678901')).toBe('***********')
    expect(maskNik('317')).toBe('***')
    expect(maskAccount('1234567')).toBe('*******')
  })
  it('a field without a mask of its own is hidden whole', () => {
    const fields = { name: 'Siti', address: 'Jl. Melati 3', constructor: 'x' }
    expect(maskFields(fields)).toEqual({ name: 'S***', address: '***', constructor: '***' })
  })
})
