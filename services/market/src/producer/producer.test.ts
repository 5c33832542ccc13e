// The members of a cooperative who make what it sells.
import { behaviour, scenario } from '@simpul/testkit'
import { expect, it } from 'vitest'
import { producerDecider } from './decide.ts'
import { producerId } from './producer.ts'

const now = '2026-03-10T03:00:00.000Z'
const by = 'p-manager'
const who = { seller: 'kop', memberNo: 'A-01', person: null, region: '11.04.01' } as const
const register = { type: 'RegisterProducer', ...who, by, now } as const
const registered = { type: 'ProducerRegistered', ...who, by, at: now } as const
const retire = { type: 'RetireProducer', by, now } as const
const retired = { type: 'ProducerRetired', by, at: now } as const

behaviour('a producer', producerDecider, [
  scenario('is registered under the member number').when(register).then(registered),
  scenario('once')
    .given(registered)
    .when(register)
    .refused('producer/already-registered', { field: 'memberNo', memberNo: 'A-01' }),
  scenario('retires').given(registered).when(retire).then(retired),
  scenario('retiring twice is retiring once').given(registered, retired).when(retire).then(),
  scenario('comes back under the same number')
    .given(registered, retired)
    .when({ ...register, region: '11.04' })
    .then({ ...registered, region: '11.04' }),
  scenario('who was never registered does not retire').when(retire).refused('producer/not-registered'),
])

it('the id of a producer is the cooperative and the number', () => expect(producerId('kop', 'A-01')).toBe('kop.A-01'))
