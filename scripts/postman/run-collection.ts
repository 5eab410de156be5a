import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../postman');

/** What came out of a run of the collection. */
export interface CollectionRun {
  readonly requests: number;
  readonly assertions: number;
  /** One line each; empty when every answer was as expected. */
  readonly failures: readonly string[];
}

/**
 * Runs the Postman collection with the environment "local", and shows each request on the terminal.
 * @param variables values that replace those of the environment
 * @param junit where to write a JUnit report; none if undefined
 * @throws Error when the collection cannot be run at all
 */
export async function runCollection(
  variables: Readonly<Record<string, string>>,
  junit: string | undefined,
): Promise<CollectionRun> {
  const newman = await loadNewman();
  return new Promise((resolve, reject) => {
    newman.run(
      {
        collection: join(folder, 'dragons.postman_collection.json'),
        environment: join(folder, 'local.postman_environment.json'),
        envVar: Object.entries(variables).map(([key, value]) => ({ key, value })),
        reporters: junit === undefined ? ['cli'] : ['cli', 'junit'],
        reporter: {
          // The caller shows the failures: newman colours their table even where colours are off.
          cli: { noBanner: true, noSuccessAssertions: true, noFailures: true },
          ...(junit !== undefined && { junit: { export: junit } }),
        },
        color: process.stdout.isTTY ? 'auto' : 'off',
        timeoutRequest: 20_000,
        timeout: 300_000,
      },
      (error, summary) => {
        if (error !== null) {
          reject(error);
          return;
        }
        const { run, error: broken } = summary;
        const failures = run.failures.map(({ error: failure, source }) =>
          [source?.name ?? 'the run', failure.test, failure.message.replaceAll(/\s+/g, ' ')]
            .filter(Boolean)
            .join(' | '),
        );
        resolve({
          requests: run.stats.requests.total,
          assertions: run.stats.assertions.total,
          failures: broken === undefined || broken === null ? failures : [...failures, 'The run was broken off.'],
        });
      },
    );
  });
}

/** While newman loads, it reads a constant that Node deprecated; nobody here can mend that. */
async function loadNewman() {
  const before: unknown = Reflect.get(process, 'noDeprecation');
  Reflect.set(process, 'noDeprecation', true);
  const { default: newman } = await import('newman');
  Reflect.set(process, 'noDeprecation', before);
  return newman;
}
