import type { Decimal } from './decimal.ts';

/** The value of a path that leads nowhere; different from NULL, which is a value in the data. */
export const MISSING: unique symbol = Symbol('MISSING');
export type Missing = typeof MISSING;

/** A list or struct of the data; compared and printed by the record it comes from, valid until the next record. */
export interface Nested {
  readonly node: number;
  readonly isList: boolean;
  /** Whether both hold the same values, whatever the order of a struct's members. */
  equals(other: Nested): boolean;
  /** The values of a list, or the list of one value that a struct is. */
  elements(): Value[];
  /** The compact JSON of the value. */
  json(): string;
}

/**
 * What an expression can be. An integer is a `number` while it is safe in a double and a `bigint` beyond; any other
 * number is a `Decimal`. Those three are compared with each other by value.
 */
export type Value = Missing | null | boolean | string | number | bigint | Decimal | Nested;

/** Whether a value is one of the two that make every comparison unknown. */
export function isUnknown(value: Value): value is Missing | null {
  return value === null || value === MISSING;
}

/** An integer in its normal form: a `number` if that holds it exactly. */
export function integer(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
