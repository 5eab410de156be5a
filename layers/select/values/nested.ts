import { equal } from './compare.ts';
import { jsonText } from './json-text.ts';
import { checkTextLength } from './text.ts';
import { MISSING, type Nested, type Value } from './value.ts';

/** A list that a query makes: `[1, 2]` or `(1, 2)`. */
export class ListValue implements Nested {
  readonly isList = true;
  readonly #values: Value[];

  constructor(values: Value[]) {
    this.#values = values;
  }

  elements(): Value[] {
    return this.#values;
  }

  keys(): string[] {
    return [];
  }

  json(): string {
    return `[${joined(this.#values, jsonText)}]`;
  }
}

/** A struct that a query makes: `{'a': 1}`. What is MISSING is no member of it. */
export class StructValue implements Nested {
  readonly isList = false;
  readonly #keys: string[];
  readonly #values: Value[];

  constructor(keys: string[], values: Value[]) {
    this.#keys = keys.filter((_, i) => values[i] !== MISSING);
    this.#values = values.filter((value) => value !== MISSING);
  }

  elements(): Value[] {
    return this.#values;
  }

  keys(): string[] {
    return this.#keys;
  }

  json(): string {
    return `{${joined(this.#values, (value, i) => `${JSON.stringify(this.#keys[i])}:${jsonText(value)}`)}}`;
  }
}

/** How many units of text a value keeps in memory by itself. Lists and structs of the data keep none: they are places in their record. */
export function textLength(value: Value): number {
  if (typeof value === 'string') return value.length;
  return value instanceof ListValue || value instanceof StructValue ? sum(value.elements()) : 0;
}

function sum(values: Value[]): number {
  return values.reduce((length: number, value) => length + textLength(value), 0);
}

/** Texts of values with commas between them; fails with OverMaxRecordSize before they grow without bounds. */
function joined(values: Value[], textOf: (value: Value, index: number) => string): string {
  let all = '';
  for (const [i, value] of values.entries()) {
    const text = textOf(value, i);
    checkTextLength(all.length + text.length);
    all += i === 0 ? text : `,${text}`;
  }
  return all;
}

/** Whether two lists, or two structs, hold the same values, whatever the order of a struct's members. */
export function equalNested(left: Nested, right: Nested): boolean {
  if (left.isList !== right.isList) return false;
  const mine = left.elements();
  const theirs = right.elements();
  if (mine.length !== theirs.length) return false;
  if (left.isList) return mine.every((value, i) => same(value, theirs[i]));
  // In the order of their names; members of one name, which JSON allows, stay in the order of the data.
  const a = members(left.keys(), mine);
  const b = members(right.keys(), theirs);
  return a.every(({ key, value }, i) => key === b[i]?.key && same(value, b[i].value));
}

interface Member {
  key: string;
  value: Value | undefined;
}

function members(keys: string[], values: Value[]): Member[] {
  const all = keys.map((key, i): Member => ({ key, value: values[i] }));
  return all.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1));
}

/** Equality inside lists and structs, where NULL is a value like any other; what is not there equals nothing. */
function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return left === right || equal(left, right) === true;
}
