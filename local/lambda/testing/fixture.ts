import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { lambdaService } from '../lambda-service.ts';
import type { LambdaOptions, LambdaService } from '../lambda-service.ts';
import type { FunctionLogLine } from '../execution-environment.ts';
import type { FunctionConfig } from '../function-config.ts';

// Inside the repository, where built functions lie: its node_modules and its "type": "module" are above them.
const builds = join(import.meta.dirname, '..', '..', '..', 'dist');

/**
 * Functions run in other threads, so they and their test tell each other by files how far they are: what has to happen at the same time then does,
 * however slow the machine is. `hold` may be used while the function loads.
 */
const signalling = `
  const { existsSync, writeFileSync } = require('node:fs');
  const fileOf = (name) => require('node:path').join(process.env.SIGNALS, name);
  const signal = (name) => writeFileSync(fileOf(name), '');
  const isGiven = (name) => existsSync(fileOf(name));
  const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const hold = (name) => { while (!isGiven(name)) sleep(5); };
  const until = async (name) => { while (!isGiven(name)) await new Promise((resolve) => setTimeout(resolve, 5)); };
`;

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
    mkdirSync(root, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return root;
  }

  /** A function `f` that may talk to its test, by {@link signalling} before its code, and takes as long as the test likes. */
  signallingConfig(code: string, overrides: Partial<FunctionConfig> = {}): FunctionConfig {
    const environment = { SIGNALS: this.write('signals', {}) };
    return this.config(`${signalling}${code}`, { environment, timeoutSeconds: 60, ...overrides });
  }

  /** Gives signals that functions wait for. */
  signal(...names: string[]): void {
    this.write('signals', Object.fromEntries(names.map((name) => [name, ''])));
  }

  /** The signals given so far, by the test and by functions, sorted. */
  signals(): string[] {
    return readdirSync(join(this.folder, 'signals')).sort();
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
      timeoutSeconds: 30,
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
