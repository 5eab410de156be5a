/**
 * The command that makes what is generated from the contract. One runs at a time, since an older one that ends last would leave what it made of an
 * older contract; a change that comes meanwhile lets it run once more.
 */
export class ContractCommand {
  readonly #run: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #running: Promise<void> | undefined;
  /** Whether the contract changed again while the command ran: what it says then is of no interest. */
  #isOutdated = false;

  /** @param failed told why the command failed */
  constructor(run: () => Promise<void>, failed: (error: unknown) => void) {
    this.#run = run;
    this.#failed = failed;
  }

  /** The contract changed. Does not wait: what the command makes are sources, and a change of sources becomes live by itself. */
  start(): void {
    if (this.#running !== undefined) {
      this.#isOutdated = true;
      return;
    }
    this.#isOutdated = false;
    this.#running = this.#run()
      .catch((error: unknown) => {
        if (!this.#isOutdated) this.#failed(error);
      })
      .then(() => {
        this.#running = undefined;
        if (this.#isOutdated) this.start();
      });
  }
}
