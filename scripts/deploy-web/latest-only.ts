/** Does something with one value after the other. Of values that come meanwhile only the last is taken. */
export class LatestOnly<T> {
  readonly #task: (value: T) => Promise<void>;
  #next: { readonly value: T } | undefined;
  #running: Promise<void> | undefined;

  /** @param task deals with its own errors */
  constructor(task: (value: T) => Promise<void>) {
    this.#task = task;
  }

  push(value: T): void {
    this.#next = { value };
    this.#running ??= this.#run();
  }

  /** Ends when nothing is under way any more; what waits is given up. */
  async end(): Promise<void> {
    this.#next = undefined;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#next !== undefined) {
      const { value } = this.#next;
      this.#next = undefined;
      await this.#task(value);
    }
    this.#running = undefined;
  }
}
