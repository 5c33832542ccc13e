// Alarms, metrics, log lines and runbooks belong together: none of them names what is not there.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alarms } from '../../packages/platform/src/observe/alarms.ts'

const root = new URL('../..', import.meta.url).pathname
const RUNBOOKS = `${root}docs/runbooks/`
const read = (path: string) => readFileSync(path, 'utf8')
const runbooks = new Map(
  readdirSync(RUNBOOKS).flatMap((file) => (file.endsWith('.md') ? [[file.slice(0, -3), read(RUNBOOKS + file)] as const] : [])),
)
const sources = readdirSync(`${root}packages/platform/src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('sample'))
  .map((file) => ({ file, text: read(`${root}packages/platform/src/${file}`) }))
const code = sources.filter(({ file }) => file !== 'observe/alarms.ts')

/** Texts of `log.error({…}, 'text')`; those of `alarms[…].log` are alarms already. */
const errorLines = (text: string) =>
  [...text.matchAll(/\blog\.(?:error|fatal)\((?:\{[^}]*\}|\w+),\s*'([^']+)'/g)].map(([, line]) => line as string)
const metricsIn = (text: string) => [...text.matchAll(/\bsimpul_[a-z_]+/g)].map(([name]) => name)
/** An alarm is raised where its line stands, or where it is taken from the catalogue. */
const raised = (name: string, line: string, { text }: { text: string }) =>
  text.includes(`alarms['${name}'].log`) || text.includes(line)
const measured = (name: string) => code.some(({ text }) => text.includes(`${name}: {`) || text.includes(`name: '${name}'`))

describe.each(Object.entries(alarms))('the alarm %s', (name, { metric, log }) => {
  test('has a runbook that says when it fires, what it means, how to see it, what to do and when it is well again', () => {
    const runbook = runbooks.get(name) ?? ''
    for (const part of [
      `\`${metric}\``,
      `\`${log}\``,
      '- Alarm: ',
      '## Cara melihat',
      '## Yang dilakukan',
      '## Tanda sudah pulih',
    ])
      expect(runbook, part).toContain(part)
    expect(runbooks.get('README')).toContain(`(${name}.md)`)
  })

  test('is measured at /metrics, and raised in the log by somebody', () => {
    expect(measured(metric)).toBe(true)
    expect(code.filter((source) => raised(name, log, source)).length).toBeGreaterThan(0)
  })
})

test('every runbook is of an alarm, and names only metrics that are measured', () => {
  const others = ['README', 'engines']
  expect([...runbooks.keys()].filter((name) => !Object.hasOwn(alarms, name) && !others.includes(name))).toEqual([])
  for (const [name, text] of runbooks)
    for (const metric of metricsIn(text)) expect([name, metric, measured(metric)]).toEqual([name, metric, true])
})

test('whatever the platform logs as an error is in a runbook', () => {
  const all = [...runbooks.values()].join('\n')
  const lines = code.flatMap(({ text }) => errorLines(text))
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.filter((line) => !all.includes(`\`${line}\``))).toEqual([])
})

test('a line, a metric and an alarm that nobody knows are seen', () => {
  expect(errorLines("log.error({ err: error }, 'nobody knows')")).toEqual(['nobody knows'])
  expect(metricsIn('`simpul_nobody_knows > 0`').filter((name) => !measured(name))).toEqual(['simpul_nobody_knows'])
  expect(raised('nobody', 'nobody knows', { text: "log.error({}, 'somebody knows')" })).toBe(false)
})
