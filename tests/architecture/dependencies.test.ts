// Who may import whom (.dependency-cruiser.mjs), on the project and on seeded violations.
// Guarantees: a rule that no longer sees its violation fails here, and so does a run that reads no .ts file.
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { expect, test } from 'vitest'
import config from '../../.dependency-cruiser.mjs'

const root = new URL('../..', import.meta.url).pathname
const folders = ['packages', 'services', 'infra']

async function cruised(baseDir: string, exclude: readonly string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = config.options
  const { output } = await cruise(
    folders,
    {
      ...options,
      parser: 'swc',
      exclude: { path: [...exclude] },
      baseDir,
      validate: true,
      ruleSet: { forbidden: config.forbidden as IForbiddenRuleType[] },
    },
    enhancedResolveOptions,
  )
  return output as ICruiseResult
}

const told = ({ summary }: ICruiseResult) => summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)

test('the project keeps every rule', async () => {
  const result = await cruised(root, ['/violations/', '\\.d\\.ts$'])
  expect(told(result)).toEqual([])
  // Without a parser for TypeScript 7 nothing is read and nothing is ever wrong.
  const edges = result.modules.filter(({ source }) => source.endsWith('.ts')).flatMap(({ dependencies }) => dependencies)
  expect(edges.length).toBeGreaterThan(30)
})

test.each([
  'domain-imports-only-kernel: services/a/src/thing/decide.ts → crypto',
  'domain-imports-only-kernel: services/a/src/thing/thing.ts → fs',
  'domain-knows-no-adapter: services/a/src/thing/decide.ts → services/a/src/thing/routes.ts',
  'kernel-imports-nothing: packages/kernel/src/clock.ts → os',
  'workflow-without-node: services/a/src/process/workflow.ts → timers/promises',
  'services-apart: services/b/src/service.ts → services/a/src/thing/thing.ts',
  'packages-know-no-service: packages/platform/src/host.ts → services/b/src/service.ts',
  'simulators-only-in-tests: services/b/src/service.ts → infra/simulators/src/dukcapil.ts',
  'no-circle: services/a/src/circleA.ts → services/a/src/circleB.ts',
])('seen: %s', async (violation) => {
  expect(await violationsSeen()).toContain(violation)
})

test('every rule has a seeded violation', async () => {
  const seen = new Set((await violationsSeen()).map((line) => line.split(':')[0]))
  expect(config.forbidden.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([])
})

let seen: Promise<string[]> | undefined
const violationsSeen = () => (seen ??= cruised(`${root}/tests/architecture/violations`, ['\\.d\\.ts$']).then(told))
