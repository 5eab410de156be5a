import type { Json, JsonObject } from '../../json.ts';
import { isObject } from '../../json.ts';

/** What Step Functions takes as input, output or result, in bytes of UTF-8: 256 KiB. */
export const longestData = 262_144;

/** Whether a value is made of nothing but JSON. */
export function isJson(value: unknown): value is Json {
  if (value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value === 'object') return Object.values(value).every(isJson);
  return typeof value === 'string' || typeof value === 'boolean';
}

/** Whether a JSON value is an object. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return isObject(value);
}

/** Reads JSON text. @throws SyntaxError when it is none */
export function parseJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new SyntaxError('a number is too large');
  return value;
}

/** Reads JSON text. @returns undefined when it is none */
export function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is longer than Step Functions takes. */
export function isTooLong(text: string): boolean {
  // A character is at most three bytes in UTF-8 (four for two of them), so most texts need not be counted.
  return text.length * 3 > longestData && Buffer.byteLength(text) > longestData;
}

/** An object with those members that are not undefined. */
export function withoutUndefined(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const given = Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return Object.fromEntries(given);
}
