import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeApi } from '../../../local/lambda/invoke-api.ts';
import { LambdaFixture } from '../../../local/lambda/testing/fixture.ts';
import { createEndpoint, type Endpoint } from '../../../local/services/endpoint.ts';
import { runScript, type Ended } from '../../testing/run-script.ts';

/** A local AWS that has nothing but a few functions, and a folder for files. */
export class LambdaEndpoint {
  readonly #fixture = new LambdaFixture();
  readonly #folder = mkdtempSync(join(tmpdir(), 'dragons-scripts-'));
  #endpoint: Endpoint | undefined;
  url = '';

  /**
   * Starts it.
   * @param functions CommonJS by what follows `dragons-local-` in the function's name; `process.env.FOLDER` is the folder
   * @param timeoutSeconds how long each may run: long, where nothing is about that
   */
  async start(functions: Readonly<Record<string, string>>, timeoutSeconds = 30): Promise<void> {
    const service = this.#fixture.service(
      Object.entries(functions).map(([name, code]) =>
        this.#fixture.config(code, {
          name: `dragons-local-${name}`,
          aliases: ['live'],
          environment: { FOLDER: this.#folder },
          timeoutSeconds,
        }),
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
    return runScript(script, args, { AWS_ENDPOINT_URL: this.url, ...environment }, (child) =>
      started?.((signal) => child.kill(signal)),
    );
  }

  async close(): Promise<void> {
    await this.#endpoint?.close();
    await this.#fixture.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
