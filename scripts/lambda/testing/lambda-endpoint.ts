import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeApi } from '../../../local/lambda/invoke-api.ts';
import { LambdaFixture } from '../../../local/lambda/testing/fixture.ts';
import { createEndpoint, type Endpoint } from '../../../local/services/endpoint.ts';

const root = join(import.meta.dirname, '../../..');

/** How a script ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A local AWS that has nothing but a few functions, and a folder for files. */
export class LambdaEndpoint {
  readonly #fixture = new LambdaFixture();
  readonly #folder = mkdtempSync(join(tmpdir(), 'dragons-scripts-'));
  #endpoint: Endpoint | undefined;
  url = '';

  /** Starts it. @param functions CommonJS by what follows `dragons-local-` in the function's name; `process.env.FOLDER` is the folder */
  async start(functions: Readonly<Record<string, string>>): Promise<void> {
    const service = this.#fixture.service(
      Object.entries(functions).map(([name, code]) =>
        this.#fixture.config(code, { name: `dragons-local-${name}`, environment: { FOLDER: this.#folder } }),
      ),
    );
    this.#endpoint = createEndpoint({
      services: [invokeApi(() => service)],
      credentials: [{ accessKeyId: 'local', secretAccessKey: 'local' }],
    });
    this.url = await this.#endpoint.listen(0);
  }

  /** Writes a file and returns its path. */
  file(name: string, content: string | Buffer): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content);
    return path;
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Runs a script against it to its end. @param started takes what sends it a signal */
  async run(
    script: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    started?: (send: (signal: NodeJS.Signals) => void) => void,
  ): Promise<Ended> {
    const env = { PATH: process.env.PATH, AWS_ENDPOINT_URL: this.url, ...environment };
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (data) => (stdout += String(data)));
      child.stderr.on('data', (data) => (stderr += String(data)));
      child.on('close', (code) => resolve({ code, stdout, stderr }));
      started?.((signal) => child.kill(signal));
    });
  }

  async close(): Promise<void> {
    await this.#endpoint?.close();
    await this.#fixture.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
