import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Rows cannot be written. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** Whether that is because the reader has left, as `head` does when it has seen enough. */
  readonly isLeft: boolean;

  constructor(cause: Error) {
    super(`the output cannot be written: ${cause.message}`, { cause });
    this.isLeft = 'code' in cause && cause.code === 'EPIPE';
  }
}

/** Where rows go. Takes no more than the reader does. */
export class Output {
  readonly #stream: Writable;
  #failure: OutputError | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error) => (this.#failure ??= new OutputError(error)));
  }

  /**
   * Writes, and resolves once more can be written.
   *
   * @throws OutputError when this or an earlier write has failed
   */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.#stream.write(bytes)) return;
    try {
      await once(this.#stream, 'drain');
    } catch (error) {
      throw error instanceof Error ? new OutputError(error) : error;
    }
  }

  /** Resolves when all is written; throws an OutputError when something could not be. */
  async finish(): Promise<void> {
    await new Promise((resolve) => this.#stream.write('', resolve));
    if (this.#failure) throw this.#failure;
  }
}
