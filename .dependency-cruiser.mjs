// Who may import whom. Each rule has a seeded violation in tests/architecture/violations that must be reported.
// Guarantees: reads .ts with swc: TypeScript 7 has no compiler API, and without this parser no .ts file would be read at all.
// Does not: see what is imported by a computed name.
const TESTS = '\\.test\\.ts$'
// decide.ts, rules, and the aggregate's own file <name>/<name>.ts
const DOMAIN = ['^services/.+/(?:decide|evolve)\\.ts$', '^services/.+/([^/]+)/\\1\\.ts$', '^services/[^/]+/src/rules/']
const ADAPTERS = ['^services/.+/(routes|workflow|activities|service)\\.ts$', '^services/[^/]+/src/(projections|outside)/']

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

export default {
  forbidden: [
    forbid(
      'domain-imports-only-kernel',
      'A decision depends on nothing that can fail, wait or differ between two runs.',
      { path: DOMAIN, pathNot: TESTS },
      { pathNot: ['^packages/kernel/', '^services/'] },
    ),
    forbid(
      'domain-knows-no-adapter',
      'Routes and procedures call the domain, never the other way.',
      { path: DOMAIN, pathNot: TESTS },
      { path: ADAPTERS },
    ),
    forbid(
      'kernel-imports-nothing',
      'The kernel runs inside workflows, where Node is absent.',
      { path: '^packages/kernel/src/', pathNot: TESTS },
      { pathNot: '^packages/kernel/src/' },
    ),
    forbid(
      'workflow-without-node',
      'A workflow is replayed: no clock, file or network of its own.',
      { path: '/workflow\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'services-apart',
      'A service learns from another by events, never by import.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    forbid(
      'packages-know-no-service',
      'Packages are below the services.',
      { path: '^packages/', pathNot: TESTS },
      { path: '^(services|infra|examples)/' },
    ),
    forbid(
      'simulators-only-in-tests',
      'What stands in for Dukcapil in development is no part of a service.',
      { path: '^(services|packages)/', pathNot: TESTS },
      { path: '^infra/simulators/' },
    ),
    forbid(
      'runner-without-dependency',
      'The runner works before anything is installed.',
      { path: '^infra/(run|engines)/[^/]+\\.mjs$|^infra/run\\.mjs$' },
      { dependencyTypesNot: ['core', 'local'] },
    ),
    forbid(
      'no-circle',
      'Two files that need each other are one, also where they need no more than a type: whoever reads one must read both.',
      {},
      { circular: true },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/violations/', '\\.d\\.ts$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
}
