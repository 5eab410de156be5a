import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as testEndpoint from './test-endpoint.ts';

const version = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: 20_000 });

/** Whether there is an aws CLI on the PATH. */
export const hasAwsCli = version.status === 0;

/** The title of tests with it: which one it is, or why they are skipped. */
export const awsCliTitle = `the aws CLI (${hasAwsCli ? version.stdout.trim() : 'skipped: there is none on the PATH'})`;

/** The aws CLI in a folder of its own, with no settings but those for an endpoint. */
export class AwsCli {
  readonly folder = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  readonly #environment: Readonly<Record<string, string | undefined>>;

  /** @param endpoint the AWS endpoint @param credentials, region those of test endpoints when not given */
  constructor(endpoint: string, credentials = testEndpoint.credentials, region = testEndpoint.region) {
    this.#environment = {
      PATH: process.env.PATH,
      HOME: this.folder,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    };
  }

  /** Runs a command. @returns what it prints; rejects with what it complains about */
  async run(...args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, timeout: 60_000, env: this.#environment };
    return (await promisify(execFile)('aws', args, options)).stdout;
  }

  /** Runs a command. @returns what it prints as JSON; undefined when it prints nothing */
  async ask(...args: readonly string[]): Promise<unknown> {
    const text = await this.run('--output', 'json', ...args);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
