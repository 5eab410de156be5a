import { isObject } from '../../../json.ts';
import { isJson } from '../json-text.ts';
import type { Json } from '../../../json.ts';
import type { Report } from './problem.ts';

/**
 * The fields of one object of a definition. Whoever reads a field takes it; what nobody took at the end is reported,
 * so that no field is ever ignored.
 */
export class Fields {
  readonly place: string;
  readonly report: Report;
  readonly #fields: ReadonlyMap<string, Json>;
  readonly #taken = new Set<string>();

  constructor(value: Readonly<Record<string, Json>>, place: string, report: Report) {
    this.#fields = new Map(Object.entries(value));
    this.place = place;
    this.report = report;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** Any value; undefined when the field is missing. */
  any(name: string): Json | undefined {
    this.#taken.add(name);
    return this.#fields.get(name);
  }

  text(name: string): string | undefined {
    const value = this.any(name);
    if (value === undefined || typeof value === 'string') return value;
    this.#wrong(name, 'a string');
    return undefined;
  }

  /** A text that has to be there; empty when it is not, which was reported then. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined && !this.has(name)) this.problem(name, `The field '${name}' is required`);
    return value ?? '';
  }

  boolean(name: string): boolean | undefined {
    const value = this.any(name);
    if (value === undefined || typeof value === 'boolean') return value;
    this.#wrong(name, 'true or false');
    return undefined;
  }

  number(name: string, range: { readonly min: number; readonly max?: number }): number | undefined {
    const value = this.any(name);
    if (value === undefined) return undefined;
    const { min, max = Number.MAX_SAFE_INTEGER } = range;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    this.#wrong(name, `a number of ${range.max === undefined ? `at least ${min}` : `${min} to ${max}`}`);
    return undefined;
  }

  integer(name: string, range: { readonly min: number; readonly max?: number }): number | undefined {
    const value = this.number(name, range);
    if (value === undefined || Number.isInteger(value)) return value;
    this.#wrong(name, 'an integer');
    return undefined;
  }

  /** The fields of an object; undefined when the field is missing or none (which was reported). */
  object(name: string): Fields | undefined {
    const value = this.any(name);
    if (value === undefined) return undefined;
    if (isObject(value) && isJson(value)) return new Fields(value, `${this.place}/${name}`, this.report);
    this.#wrong(name, 'an object');
    return undefined;
  }

  /** The objects of a list; empty when the field is missing or something else (which was reported). */
  objects(name: string): Fields[] {
    const value = this.any(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.#wrong(name, 'a list');
      return [];
    }
    return value.flatMap((item, index) => {
      if (isObject(item) && isJson(item)) return [new Fields(item, `${this.place}/${name}[${index}]`, this.report)];
      this.problem(`${name}[${index}]`, 'Expected an object');
      return [];
    });
  }

  texts(name: string): string[] {
    const value = this.any(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) {
      const texts = value.filter((item) => typeof item === 'string');
      if (texts.length === value.length) return texts;
    }
    this.#wrong(name, 'a list of strings');
    return [];
  }

  /** Names of the fields that were not taken yet. */
  get left(): string[] {
    return [...this.#fields.keys()].filter((name) => !this.#taken.has(name));
  }

  problem(field: string, message: string, code?: string): void {
    this.report(field === '' ? this.place : `${this.place}/${field}`, message, code);
  }

  /** Refuses fields that AWS knows and this interpreter does not run. */
  refuse(names: readonly string[], why: string): void {
    for (const name of names) {
      if (this.any(name) !== undefined) this.problem(name, `Field '${name}' is not simulated by the local AWS: ${why}`);
    }
  }

  /** Reports every field that nobody took. */
  finish(): void {
    for (const name of this.left) this.problem(name, `Field '${name}' is not supported`);
  }

  #wrong(name: string, expected: string): void {
    this.problem(name, `Expected ${expected}, not ${JSON.stringify(this.any(name)).slice(0, 100)}`);
  }
}
