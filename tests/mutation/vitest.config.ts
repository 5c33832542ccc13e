// The suite that mutants are tried against: pure files and their tests alone, no engine.
// Guarantees: the kernel is the one beside these files, so that a mutant in it is seen from microcredit as well.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export default defineConfig({
  resolve: { alias: { '@simpul/kernel': root('packages/kernel/src/index.ts') } },
  test: {
    root: root('.'),
    include: [
      'packages/kernel/src/*.test.ts',
      'services/microcredit/src/{rules,schedule,application,quota,loan,rulebook}/*.test.ts',
    ],
    // Properties try hundreds of cases: too slow once a mutant. What only they notice counts as not noticed.
    exclude: ['**/*.int.test.ts', '**/*.properties.test.ts'],
    // Mutants at load time are left out (stryker.config.json), so what is loaded can be shared between files.
    isolate: false,
    // Searches of a minute cannot run once a mutant.
    testTimeout: 20_000,
  },
})
