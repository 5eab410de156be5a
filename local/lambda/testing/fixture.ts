import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { lambdaService } from '../lambda-service.ts';
import type { LambdaOptions, LambdaService } from '../lambda-service.ts';
import type { FunctionLogLine } from '../execution-environment.ts';
import type { FunctionConfig } from '../function-config.ts';

// Inside the repository, where built functions lie: its node_modules and its "type": "module" are above them.
const builds = join(import.meta.dirname, '..', '..', '..', 'dist');

/** Functions written by a test, and the runner they run in. Call `close` when the test is over. */
export class LambdaFixture {
  readonly lines: FunctionLogLine[] = [];
  readonly folder: string;
  #services: LambdaService[] = [];

  constructor() {
    mkdirSync(builds, { recursive: true });
    this.folder = mkdtempSync(join(builds, 'lambda-test-'));
  }

  /** Writes files and returns the absolute path of their folder. */
  write(folder: string, files: Record<string, string>): string {
    const root = join(this.folder, folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return root;
  }

  /** A function `f` whose artifact is one CommonJS file. */
  config(code: string, overrides: Partial<FunctionConfig> = {}): FunctionConfig {
    const artifact = overrides.artifact ?? this.write(overrides.name ?? 'f', { 'handler.js': code });
    const name = overrides.name ?? 'f';
    return {
      name,
      arn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      runtime: 'nodejs24.x',
      handler: 'handler.handler',
      layers: [],
      environment: {},
      timeoutSeconds: 3,
      memoryMb: 256,
      tracing: 'PassThrough',
      ...overrides,
      artifact,
    };
  }

  service(functions: readonly FunctionConfig[], options: Partial<LambdaOptions> = {}): LambdaService {
    const service = lambdaService({
      functions,
      region: 'eu-west-1',
      endpointUrl: 'http://127.0.0.1:4566',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      log: (line) => this.lines.push(line),
      ...options,
    });
    this.#services.push(service);
    return service;
  }

  /** Runs a function of one CommonJS file once. */
  async run(code: string, event: unknown = {}, overrides: Partial<FunctionConfig> = {}) {
    return this.service([this.config(code, overrides)]).invoke(overrides.name ?? 'f', event);
  }

  async close(): Promise<void> {
    await Promise.all(this.#services.map((service) => service.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The payload of a result, parsed: a test knows what its function returns. Fails the test for a throttled one. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a fixture returns is for its test to know
export function payloadOf(result: Awaited<ReturnType<LambdaService['invoke']>>): any {
  if (result.outcome === 'throttled') throw new Error('the invocation was throttled');
  return JSON.parse(result.payload);
}
