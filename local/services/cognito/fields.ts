import { isObject } from '../../json.ts';

/** A template property or a stored record that is not what it must be; says where it stands and what is wrong. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** A property that would change how the pool behaves, but that the local Cognito does not simulate. */
export class UnsupportedPropertyError extends Error {
  override readonly name = 'UnsupportedPropertyError';
}

/**
 * Reads the members of an object that came from outside. Like CloudFormation it takes `"true"` for true and
 * `"8"` for 8. Every error names the place and the member.
 */
export class Fields {
  readonly place: string;
  readonly #values: Readonly<Record<string, unknown>>;

  /** @param place what messages start with: `template.yaml:12 UserPool` */
  constructor(values: unknown, place: string) {
    if (!isObject(values)) throw new FieldError(`${place}: must be an object`);
    this.#values = values;
    this.place = place;
  }

  has(name: string): boolean {
    const value = this.#values[name];
    return value !== undefined && value !== null;
  }

  /** @throws UnsupportedPropertyError naming the first member that is not in the list */
  refuseOthers(accepted: readonly string[]): void {
    const other = Object.keys(this.#values).find((name) => !accepted.includes(name) && this.has(name));
    if (other !== undefined) throw this.unsupported(other);
  }

  unsupported(name: string, value?: string): UnsupportedPropertyError {
    const what = value === undefined ? name : `${name}: ${value}`;
    return new UnsupportedPropertyError(
      `${this.place}: ${what} is not simulated by the local Cognito (local/services/cognito/README.md lists what is)`,
    );
  }

  invalid(name: string, reason: string): FieldError {
    return new FieldError(`${this.place}: ${name} ${reason}`);
  }

  optionalString(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value !== 'string') throw this.invalid(name, 'must be a string');
    return value;
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw this.invalid(name, 'is missing');
    return value;
  }

  /** One of the values; `otherwise` when missing. A value that AWS knows but this does not is refused by name. */
  oneOf<const T extends string>(name: string, values: readonly T[], otherwise: T): T {
    const text = this.optionalString(name);
    if (text === undefined) return otherwise;
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) throw this.unsupported(name, text);
    return value;
  }

  boolean(name: string, otherwise: boolean): boolean {
    const text = this.optionalString(name);
    if (text === undefined) return otherwise;
    if (text !== 'true' && text !== 'false') throw this.invalid(name, `must be true or false, not "${text}"`);
    return text === 'true';
  }

  optionalNumber(name: string): number | undefined {
    const text = this.optionalString(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text === '' || !Number.isFinite(value)) throw this.invalid(name, `must be a number, not "${text}"`);
    return value;
  }

  number(name: string): number {
    const value = this.optionalNumber(name);
    if (value === undefined) throw this.invalid(name, 'is missing');
    return value;
  }

  optionalStrings(name: string): string[] | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw this.invalid(name, 'must be a list');
    return value.map((item: unknown) => {
      if (typeof item !== 'string') throw this.invalid(name, 'must be a list of strings');
      return item;
    });
  }

  strings(name: string): string[] {
    return this.optionalStrings(name) ?? [];
  }

  /** The members of an object, one level down; an empty object when it is missing. */
  object(name: string): Fields {
    return new Fields(this.#values[name] ?? {}, `${this.place}: ${name}`);
  }

  optionalObject(name: string): Fields | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  objects(name: string): Fields[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value)) throw this.invalid(name, 'must be a list');
    return value.map((item: unknown, index) => new Fields(item, `${this.place}: ${name}[${index}]`));
  }

  stringMap(name: string): Record<string, string> {
    const value = this.#values[name] ?? {};
    if (!isObject(value)) throw this.invalid(name, 'must be an object');
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        if (typeof item !== 'string') throw this.invalid(name, 'must hold strings only');
        return [key, item];
      }),
    );
  }
}
