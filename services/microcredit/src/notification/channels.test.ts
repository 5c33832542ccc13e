// The channels against a provider and a mail server that play every part: taken, down, slow, refused, blocked, and an answer that is lost.
import { signatureOf, smtpChannel, webhookChannel, type Message } from '@simpul/platform/notify'
import { startSimulators, startSmtpSink, WEBHOOK_SECRET, type Simulators, type SmtpSink } from '@simpul/simulators'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let simulators: Simulators
let mail: SmtpSink
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simpul-channels-'))
  simulators = await startSimulators({ port: 0, keysFolder: folder })
  mail = await startSmtpSink()
})
afterAll(async () => {
  await Promise.all([simulators.close(), mail.close()])
  await rm(folder, { recursive: true })
})

const message = (to: string, key = to): Message => ({
  key,
  to,
  subject: 'Kabar tentang pengajuan KUR Anda',
  text: 'Simpul: Dana dicairkan. (Pengajuan 7b1f9c9e)',
})
const webhook = (secret = WEBHOOK_SECRET, timeoutMs = 2_000) =>
  webhookChannel({ baseUrl: `${simulators.url}/whatsapp`, secret, now: Date.now, timeoutMs })
const smtp = (timeoutMs = 2_000) => smtpChannel({ url: `smtp://127.0.0.1:${mail.port}`, from: 'kabar@simpul.example', timeoutMs })
const inbox = async () =>
  ((await (await fetch(`${simulators.url}/whatsapp/messages`)).json()) as { messages: { key: string; times: number }[] }).messages

test.each([
  ['taken', '081234567890', { kind: 'accepted', ref: 'wa-081234567890' }],
  ['down', '081234560500', { kind: 'unknown', code: 'webhook/5xx' }],
  ['refused', '081234560422', { kind: 'refused', code: 'webhook/422', blocked: false }],
  ['blocked', '081234560410', { kind: 'refused', code: 'webhook/410', blocked: true }],
])('a webhook message is %s', async (_, to, delivery) => expect(await webhook().send(message(to))).toEqual(delivery))

test('a slow webhook is given up in time, its outcome unknown', async () =>
  expect(await webhook(WEBHOOK_SECRET, 200).send(message('081234560408'))).toEqual({ kind: 'unknown', code: 'webhook/timeout' }))

test('after a lost answer the same key makes no second message', async () => {
  const lost = message('081234560504', 'app:3:whatsapp')
  expect(await webhook().send(lost)).toMatchObject({ kind: 'unknown' })
  await webhook().send(lost)
  expect((await inbox()).filter(({ key }) => key === 'app:3:whatsapp')).toEqual([expect.objectContaining({ times: 2 })])
})

test('a wrong secret is refused, and the signature covers moment and body', async () => {
  expect(await webhook('another-secret').send(message('081234567891'))).toMatchObject({ kind: 'refused', blocked: false })
  expect(signatureOf('s', 1, 'a')).not.toBe(signatureOf('s', 2, 'a'))
  expect(signatureOf('s', 1, 'a')).not.toBe(signatureOf('s', 1, 'b'))
})

test('nobody listens: surely not sent', async () => {
  const gone = await startSmtpSink()
  await gone.close()
  const deaf = webhookChannel({ baseUrl: `http://127.0.0.1:${gone.port}`, secret: 's', now: Date.now })
  expect(await deaf.send(message('0812'))).toMatchObject({ kind: 'down' })
  expect(
    await smtpChannel({ url: `smtp://127.0.0.1:${gone.port}`, from: 'a@b.example' }).send(message('siti@b.example')),
  ).toMatchObject({
    kind: 'down',
  })
})

test('a mail is taken with its text, a subject without personal data, and an id that follows from the key', async () => {
  const key = '7b1f9c9e:3:email'
  expect(await smtp().send(message('siti@warung.example', key))).toEqual({ kind: 'accepted', ref: '<7b1f9c9e.3.email@simpul>' })
  const { to, data } = mail.received.at(-1) ?? { to: '', data: '' }
  expect(to).toBe('siti@warung.example')
  expect(data).toContain('Message-ID: <7b1f9c9e.3.email@simpul>')
  expect(data).toContain('Subject: Kabar tentang pengajuan KUR Anda')
  expect(data).toContain('Dana dicairkan.')
})

test.each([
  ['down', { kind: 'down', code: 'smtp/451' }],
  ['refused', { kind: 'refused', code: 'smtp/554', blocked: false }],
  ['blocked', { kind: 'refused', code: 'smtp/550', blocked: true }],
])('a mail is %s', async (name, delivery) => expect(await smtp().send(message(`${name}@warung.example`))).toEqual(delivery))

test('a mail server that falls silent before the text has taken nothing; one that hangs up after it, nobody knows', async () => {
  expect(await smtp(300).send(message('slow@warung.example'))).toMatchObject({ kind: 'down' })
  expect(await smtp().send(message('lost@warung.example'))).toMatchObject({ kind: 'unknown' })
})

test('an address cannot smuggle in another receiver or a header', async () => {
  const before = mail.received.length
  const delivery = await smtp().send(message('siti@warung.example\r\nRCPT TO:<x@y.example>'))
  const reached = mail.received.slice(before).map(({ to }) => to)
  expect(reached.filter((to) => to === 'x@y.example')).toEqual([])
  expect(delivery.kind === 'accepted' || delivery.kind === 'refused').toBe(true)
})
