import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that keep nothing in modules, and put back what they replace: many files share a process, which saves a minute of loading the same code. */
const sharing = [
  'layers/select/!(properties)/**/*.test.ts',
  'local/{gateway,services,template}/**/*.test.ts',
  'tests/{contract,cost,template}/**/*.test.ts',
  'web/src/**/*.test.ts',
];
const notOurs = ['**/node_modules/**', '**/dist/**', '.aws-sam/**'];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'sharing',
          include: sharing,
          exclude: notOurs,
          isolate: false,
          setupFiles: ['tests/testing/put-back.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{functions,layers,local,scripts,tests,web}/**/*.test.ts'],
          exclude: [...notOurs, ...sharing],
        },
      },
    ],
    setupFiles: ['tests/testing/same-examples.ts'],
    // Powertools writes to the console, which vitest shows for failed tests only.
    env: { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_NAMESPACE: 'Tests' },
    silent: 'passed-only',
    // Stylesheets are empty to a test unless it asks for their text: contrast is computed from it.
    css: { include: [/\?raw$/] },
    // Many tests wait for processes, browsers, streams and time-outs: some more at a time than there are processors keep these busy.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // These end what hangs, and nothing else: a shared machine of CI may be several times slower than the one at hand.
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
