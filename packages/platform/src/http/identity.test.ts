import { expect, test } from 'vitest'
import { languageOf } from './language.ts'
import { canonicalJson, fingerprintOf, uuid5, uuid5Of } from './identity.ts'

test('uuid5 as RFC 9562, appendix A.4', () => {
  const dns = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex')
  expect(uuid5Of(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

test('parts are kept apart: no two lists of parts are one name', () => {
  expect(uuid5('a', 'bc')).not.toBe(uuid5('ab', 'c'))
  expect(uuid5('a', 'bc')).toBe(uuid5('a', 'bc'))
})

test('a fingerprint knows route, target and body, not the order of fields', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  const one = fingerprintOf('key', 'raise', 't', { a: 1, b: 2 })
  expect(fingerprintOf('key', 'raise', 't', { b: 2, a: 1 })).toBe(one)
  for (const other of [
    fingerprintOf('key', 'lower', 't', { a: 1, b: 2 }),
    fingerprintOf('key', 'raise', 'u', { a: 1, b: 2 }),
    fingerprintOf('key', 'raise', 't', { a: 1 }),
    fingerprintOf('other key', 'raise', 't', { a: 1, b: 2 }),
  ])
    expect(other).not.toBe(one)
})

test.each([
  [undefined, 'id'],
  ['en', 'en'],
  ['en-US,en;q=0.9,id;q=0.8', 'en'],
  ['id,en', 'id'],
  ['en;q=0.1, id;q=0.5', 'id'],
  ['de, fr', 'id'],
  ['en;q=0', 'id'],
  ['*', 'id'],
])('Accept-Language %s reads %s', (header, language) => {
  expect(languageOf(header)).toBe(language)
})
