import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{functions,layers,local,scripts,tests,web}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '.aws-sam/**'],
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
