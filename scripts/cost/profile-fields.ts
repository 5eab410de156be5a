import { isObject } from '../../local/json.ts';

/**
 * The fields of a traffic profile, or of a group in it: what a file says, else what the project's own profile says. What is wrong is collected,
 * with the path of the field, so that a person sees all of it at once.
 */
export class ProfileFields {
  readonly #own: Readonly<Record<string, unknown>>;
  readonly #theirs: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #faults: string[];
  readonly #known = new Set<string>();

  /**
   * @param own the project's own profile
   * @param theirs what a file says instead
   * @param path of this group, with a dot at its end; empty for the whole profile
   * @param faults takes what is wrong
   */
  constructor(
    own: Readonly<Record<string, unknown>>,
    theirs: Readonly<Record<string, unknown>>,
    path: string,
    faults: string[],
  ) {
    this.#own = own;
    this.#theirs = theirs;
    this.#path = path;
    this.#faults = faults;
  }

  /** The names of the group as the project's own profile has them: a file cannot add any. */
  names(): string[] {
    return Object.keys(this.#own);
  }

  group(name: string): ProfileFields {
    const theirs = this.#field(name) ?? {};
    const own = this.#own[name];
    if (!isObject(theirs)) this.#fault(name, 'holds fields, not one value');
    return new ProfileFields(
      isObject(own) ? own : {},
      isObject(theirs) ? theirs : {},
      `${this.#path}${name}.`,
      this.#faults,
    );
  }

  text(name: string): string {
    return String(this.#field(name));
  }

  flag(name: string): boolean {
    const value = this.#field(name);
    if (typeof value !== 'boolean') this.#fault(name, `is ${shown(value)}, not true or false`);
    return value === true;
  }

  /** A number that is not negative. */
  amount(name: string): number {
    return this.#number(name, (value) => value >= 0, 'a number of at least 0');
  }

  /** A number above 0. */
  positive(name: string): number {
    return this.#number(name, (value) => value > 0, 'a number above 0');
  }

  /** A number from 0 to 1. @param otherwise when neither profile says one */
  share(name: string, otherwise?: number): number {
    return this.#number(name, (value) => value >= 0 && value <= 1, 'a number from 0 to 1', otherwise);
  }

  /** Refuses fields that nobody asked for: most of them are misspelled. */
  refuseTheRest(): void {
    for (const name of Object.keys(this.#theirs)) {
      if (!this.#known.has(name)) this.#fault(name, `is unknown; known are ${[...this.#known].join(', ')}`);
    }
  }

  #number(name: string, isFine: (value: number) => boolean, wanted: string, otherwise?: number): number {
    const value = this.#field(name) ?? otherwise;
    if (typeof value === 'number' && Number.isFinite(value) && isFine(value)) return value;
    this.#fault(name, `is ${shown(value)}, not ${wanted}`);
    return 0;
  }

  #field(name: string): unknown {
    this.#known.add(name);
    return this.#theirs[name] ?? this.#own[name];
  }

  #fault(name: string, what: string): void {
    this.#faults.push(`${this.#path}${name} ${what}`);
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
