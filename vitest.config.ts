// The suites. Guarantees: `unit`, `architecture` and `simulation` need no engine, no network and no port of their own; `int` and
// `faults` run on engines whose addresses the runner puts in the environment. Does not: start engines (infra/run/test.mjs does).
import { defineConfig } from 'vitest/config'

/** Tests that put another module in the place of one: they cannot share what others have loaded. */
const REPLACING = ['packages/platform/src/process/inbox.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,services}/*/src/**/*.test.ts', 'infra/**/*.test.ts', 'tests/{run,bench}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**', ...REPLACING],
          // One module graph a worker: loading it anew for each file was two thirds of the suite's time. A test leaves nothing behind.
          isolate: false,
        },
      },
      {
        test: { name: 'unit-apart', include: REPLACING },
      },
      {
        // What the real routes answer, in memory, and the rules ten thousand times: no engine, but more than unit may take.
        test: { name: 'api', include: ['tests/{api,rules}/**/*.test.ts'], exclude: ['**/*.int.test.ts'], testTimeout: 60_000 },
      },
      {
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 300_000 },
      },
      {
        test: {
          name: 'int',
          include: [
            '{packages,services}/*/src/**/*.int.test.ts',
            'infra/**/*.int.test.ts',
            'tests/run/**/*.int.test.ts',
            'tests/journeys/**/*.test.ts',
            'tests/histories/**/*.test.ts',
            'tests/api/**/*.int.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
