// A message on real engines: from the submission through Kafka and Temporal to a channel, once.
import type { Message } from '@simpul/platform/notify'
import { systemClock } from '@simpul/platform'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calm, hostApproval } from '../approval/hostedApproval.ts'
import { siti } from '../application/example.ts'
import { contact } from './contact.ts'
import { notification } from './aggregate.ts'
import { notificationId } from './notification.ts'

const sent: Message[] = []
const world = calm()
let here: Awaited<ReturnType<typeof hostApproval>>
let stopped = false
beforeAll(async () => {
  world.channels = {
    whatsapp: {
      dropsRepeats: true,
      async send(message) {
        sent.push(message)
        return { kind: 'accepted', ref: 'r' }
      },
    },
  }
  here = await hostApproval(world)
})
afterAll(() => stopped || here.stop())

test('a submission is told once by the channel that was chosen, and its delivery is on the record', async () => {
  const chosen = { type: 'ChooseContact', person: siti, channels: ['whatsapp'], language: 'en', by: siti } as const
  await here.commands().send(contact, siti, chosen, { commandId: randomUUID(), actor: siti, creates: true })
  const id = await here.submit()
  const message = notificationId(id, 3, 'whatsapp')
  const deadline = Date.now() + 40_000
  const state = async () => (await here.commands().state(notification, message))?.state
  while ((await state())?.status !== 'sent') {
    if (Date.now() > deadline) throw new Error(`waited 40 s for the message; it is ${JSON.stringify(await state())}`)
    await systemClock.sleep(50)
  }
  expect(sent.filter(({ key }) => key === message).map(({ text }) => text)).toEqual([
    `Simpul: The lender has your application. Identity and credit records are being checked. (Application ${id.slice(0, 8)})`,
  ])
  await here.keep(`delivery/${message}/1`, 'sent')
})

test('it stops at once while events are on their way to Temporal', async () => {
  await Promise.all(Array.from({ length: 5 }, () => here.submit()))
  stopped = true
  const began = Date.now()
  await here.stop()
  expect(Date.now() - began).toBeLessThan(10_000)
}, 30_000)
