import { Timestamp } from './timestamp.ts';
import { isNested, isUnknown, type Value } from './value.ts';

/** The compact JSON of a value; numbers keep their own digits, a timestamp is a string, MISSING is null. */
export function jsonText(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (isUnknown(value)) return 'null';
  if (typeof value !== 'object') return String(value);
  if (isNested(value)) return value.json();
  return value instanceof Timestamp ? `"${value.toString()}"` : value.text;
}
