import type { Decimal } from './decimal.ts';
import type { Float } from './float.ts';
import type { Timestamp } from './timestamp.ts';

/** The value of a path that leads nowhere; different from NULL, which is a value in the data. */
export const MISSING: unique symbol = Symbol('MISSING');
export type Missing = typeof MISSING;

/** A list or struct. One of the data is read from its record and so valid until the next record. */
export interface Nested {
  readonly isList: boolean;
  /** The values of a list, or those of a struct's members. */
  elements(): Value[];
  /** The names of a struct's members, in the order of `elements`; empty for a list. */
  keys(): string[];
  /** The compact JSON of the value. */
  json(): string;
}

/**
 * What an expression can be. An integer is a `number` while it is safe in a double and a `bigint` beyond, so that a
 * `number` is always an integer; a number with a fraction or an exponent is a `Decimal`, and a `Float` only where a query
 * asked for one. All of those are compared with each other by value.
 */
export type Value = Missing | null | boolean | string | number | bigint | Decimal | Float | Timestamp | Nested;

/** What a literal of the query can be. */
export type Scalar = Exclude<Value, Missing | Nested>;

/** Whether a value is one of the two that make every comparison unknown. */
export function isUnknown(value: Value): value is Missing | null {
  return value === null || value === MISSING;
}

/** Whether a value is a list or a struct. */
export function isNested(value: Value): value is Nested {
  return typeof value === 'object' && value !== null && 'elements' in value;
}

/** An integer in its normal form: a `number` if that holds it exactly. */
export function integer(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
