// The pages that people read, of all services together: for a slow telephone, without script, Bahasa Indonesia first.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simpulInMemory, type Simpul } from './simpul.ts'

const KB = 1_024
let simpul: Simpul
beforeAll(async () => void (simpul = await simpulInMemory()))
afterAll(() => simpul.app.close())

async function page(path: string): Promise<string> {
  const answer = await simpul.app.inject(path)
  expect([path, answer.statusCode, answer.headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8'])
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  return answer.body
}

const linked = async (from: string) =>
  [...(await page(from)).matchAll(new RegExp(`href="(${from}/[^"]+)"`, 'g'))].map(([, path = '']) => path)
const sections = () => linked('/problems')
const problems = async () => (await Promise.all((await sections()).map(linked))).flat()

test('each is below 50 KB, needs no script and no other host, and fits a narrow screen', async () => {
  const paths = ['/docs', ...(await linked('/docs')), '/problems', ...(await sections()), ...(await problems())]
  expect(paths.length).toBeGreaterThan(50)
  for (const path of paths) {
    const html = await page(path)
    expect([path, Buffer.byteLength(html) < 50 * KB]).toEqual([path, true])
    expect(html).toMatch(
      /^<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width/,
    )
    expect(html).not.toMatch(/<script|<img|<iframe|\son\w+=|(src|href)="(https?:)?\/\//i)
    expect(html, `${path} has no fixed width`).not.toMatch(/\bwidth:\s*\d+px/)
  }
})

test('a problem’s page speaks in general: no gap where a fact of one case would stand', async () => {
  for (const path of await problems()) expect(await page(path), path).not.toMatch(/\{\w+\}/)
})

test('the API’s pages show each operation, with the fields that it takes and their bounds', async () => {
  expect(await page('/docs')).toContain('POST /partners/people')
  expect((await simpul.app.inject('/docs/no-such-part')).statusCode).toBe(404)
  const html = (await Promise.all((await linked('/docs')).map(page))).join('')
  expect(html).toContain('POST /partners/people')
  expect(html).toContain('name: teks ≤200')
  expect(html).toContain('npwp?: teks ≤40')
  expect(html).toContain('image/jpeg')
  expect(html).toContain('POST /partners/operator/redrives')
  expect(html, 'what services ask each other is not for people').not.toContain('/internal/')
})
