import { isObject } from '../../json.ts';
import type { JsonInput } from '../json-protocol.ts';
import { invalidParameter } from './errors.ts';

/** A text that may be missing. @throws ServiceError `InvalidParameter` when it is no text */
export function text(input: JsonInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidParameter(`${name} Reason: it must be a string`);
  return value;
}

/** A text that has to be there and must not be empty. @throws ServiceError `InvalidParameter` */
export function requiredText(input: JsonInput, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw invalidParameter(`${name} Reason: no value for required parameter`);
  return value;
}

/** Texts by name; none when they are missing. @throws ServiceError `InvalidParameter` */
export function texts(input: JsonInput, name: string): Record<string, string> {
  const value = input[name];
  // The query protocol writes an empty map as an empty text.
  if (value === undefined || value === null || value === '') return {};
  if (!isObject(value)) throw invalidParameter(`${name} Reason: it must be a map`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (typeof item !== 'string') throw invalidParameter(`${name} Reason: ${key} must be a string`);
      return [key, item];
    }),
  );
}

/** A list; an empty one when it is missing. @throws ServiceError `InvalidParameter` */
export function list(input: JsonInput, name: string): readonly unknown[] {
  const value = input[name];
  // The query protocol writes an empty list as an empty text.
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw invalidParameter(`${name} Reason: it must be a list`);
  return value;
}

/** One page of a sorted list: 100 items after those that the token of the page before stands for. */
export function page<T>(sorted: readonly T[], input: JsonInput, keyOf: (item: T) => string) {
  const token = text(input, 'NextToken');
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString('utf8');
  const rest = sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, 100);
  const last = items.at(-1);
  const isMore = rest.length > items.length && last !== undefined;
  return { items, next: isMore ? { NextToken: Buffer.from(keyOf(last)).toString('base64') } : {} };
}
