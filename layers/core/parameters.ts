import { log } from './log.ts';
import { logMessages } from './log-messages.ts';

/** One answer of Parameter Store's GetParametersByPath. */
export interface ParameterPage {
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly nextToken: string | undefined;
}

/** Reads one page of the parameters below a path. */
export type ParameterSource = (path: string, nextToken: string | undefined) => Promise<ParameterPage>;

/** A parameter that the service needs is not in Parameter Store. */
export class MissingParameterError extends Error {
  override readonly name = 'MissingParameterError';
}

/** The parameters below one path, as they were at one moment. */
export interface Parameters {
  /**
   * @param name without the path, for example `page-size`
   * @throws MissingParameterError that names the whole parameter
   */
  get(name: string): string;
}

/** The parameter that says, in seconds, how old values may become. */
const maxAgeName = 'parameter-max-age';

/** How long the last values may be used when Parameter Store does not answer, as a multiple of the maximum age. */
const graceFactor = 20;

/**
 * The configuration of the service: all parameters below a path, read with one call, kept for a maximum age, and read again by the
 * first request after it. A change by an operator is seen within that age, without a deploy. The age is such a parameter itself
 * (`parameter-max-age`, in seconds).
 */
export class ParameterStore {
  readonly #source: ParameterSource;
  readonly #path: string;
  readonly #defaultMaxAge: number;
  #maxAge: number;
  readonly #now: () => number;
  #values: ReadonlyMap<string, string> | undefined;
  #readAt = 0;
  #nextReadAt = 0;
  #reading: Promise<void> | undefined;

  /**
   * @param source reads a page of parameters
   * @param path ends with `/`, for example `/dragons/dev/`
   * @param maxAge milliseconds, where no parameter says how old values may become, or says nothing that makes sense
   * @param now milliseconds since 1970
   */
  constructor(source: ParameterSource, path: string, maxAge: number, now: () => number = Date.now) {
    this.#source = source;
    this.#path = path;
    this.#defaultMaxAge = maxAge;
    this.#maxAge = maxAge;
    this.#now = now;
  }

  /**
   * The parameters, at most the maximum age old. When Parameter Store fails, the last values stay in use for a while, the failure is logged,
   * and it is asked again after another maximum age.
   * @throws what the source threw, when there are no values that may still be used
   */
  async read(): Promise<Parameters> {
    const now = this.#now();
    const age = now - this.#readAt;
    const isUsable = this.#values !== undefined && age < this.#maxAge * graceFactor;
    if (!isUsable || now >= this.#nextReadAt) {
      // Requests that arrive together share one call.
      this.#reading ??= this.#refresh().finally(() => (this.#reading = undefined));
      try {
        await this.#reading;
      } catch (error) {
        if (!isUsable) throw error;
        log(logMessages.parametersStale, { path: this.#path, ageInSeconds: Math.round(age / 1000) }, error);
      }
    }
    const values = this.#values;
    return { get: (name) => this.#valueOf(name, values) };
  }

  async #refresh(): Promise<void> {
    try {
      const values = new Map<string, string>();
      let nextToken: string | undefined;
      do {
        const page = await this.#source(this.#path, nextToken);
        for (const { name, value } of page.parameters) values.set(name.slice(this.#path.length), value);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      this.#values = values;
      const seconds = Number(values.get(maxAgeName));
      this.#maxAge = Number.isInteger(seconds) && seconds > 0 ? seconds * 1000 : this.#defaultMaxAge;
      this.#readAt = this.#now();
    } finally {
      // After a failure, too: not every request should wait for a Parameter Store that does not answer.
      this.#nextReadAt = this.#now() + this.#maxAge;
    }
  }

  #valueOf(name: string, values: ReadonlyMap<string, string> | undefined): string {
    const value = values?.get(name);
    if (value === undefined) {
      throw new MissingParameterError(
        `Parameter Store has no ${this.#path}${name}; create it (template.yaml declares it).`,
      );
    }
    return value;
  }
}
