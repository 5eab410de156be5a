import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const wholeApplications = `${import.meta.dirname}/tests/`;

/** Begins with what takes longest: a minute that starts as the last one is waited for with nothing beside it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.startsWith(wholeApplications);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongestFirst },
    // Many tests wait for processes, browsers, streams and time-outs: some more at a time than there are processors keep these busy.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // These end what hangs, and nothing else: a shared machine of CI may be several times slower than the one at hand.
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
