import { refusalCatalogue } from '@simpul/kernel'
import { expect, test } from 'vitest'
import { refuse } from '../aggregate/refusals.ts'
import { meaningOf } from './failures.ts'

const { refuse: refuseVisit } = refusalCatalogue({
  'visit/not-now': { status: 409, id: '-', en: '-' },
  'visit/table-missing': { status: 503, id: '-', en: '-' },
})
const withFields = (fields: object) => Object.assign(new Error('x'), fields)

test.each([
  ['a refusal of the aggregate', refuseVisit('visit/not-now'), { kind: 'refused', code: 'visit/not-now' }],
  ['an aggregate that is not there', refuse('platform/not-found'), { kind: 'refused', code: 'platform/not-found' }],
  ['a service that cannot now', refuseVisit('visit/table-missing'), { kind: 'again' }],
  ['a busy aggregate', refuse('platform/busy'), { kind: 'again' }],
  ['a newer state than this program knows', refuse('platform/newer-state'), { kind: 'again' }],
  ['a version that changed', refuse('platform/version-changed'), { kind: 'again' }],
  ['a command id with two contents', refuse('platform/key-reused'), { kind: 'unexpected' }],
  ['an event that is too large', refuse('platform/event-too-large'), { kind: 'unexpected' }],
  ['rights that are not there yet', withFields({ status: 403 }), { kind: 'again' }],
  ['another service in trouble', withFields({ status: 502 }), { kind: 'again' }],
  ['another service that does not understand us', withFields({ status: 400 }), { kind: 'unexpected' }],
  [
    'a connection that is refused',
    new TypeError('fetch failed', { cause: withFields({ code: 'ECONNREFUSED' }) }),
    { kind: 'again' },
  ],
  ['a call that took too long', withFields({ name: 'TimeoutError' }), { kind: 'again' }],
  ['a database that is away', withFields({ name: 'MongoServerSelectionError' }), { kind: 'again' }],
  ['a mistake in the code', new TypeError('x is undefined'), { kind: 'unexpected' }],
  ['something that is no error', 'text', { kind: 'unexpected' }],
])('%s', (_what, error, meaning) => {
  expect(meaningOf(error)).toEqual(meaning)
})
