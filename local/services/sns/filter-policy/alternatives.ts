import { isObject } from '../../../json.ts';
import { operators } from './conditions.ts';

/**
 * Whether `$or` means alternatives: a list of two or more objects, none of which has an operator for a name.
 * https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html
 */
export function isAlternatives(name: string, value: unknown): value is Readonly<Record<string, unknown>>[] {
  if (name !== '$or' || !Array.isArray(value) || value.length < 2) return false;
  const items: readonly unknown[] = value;
  return items.every((item) => isObject(item) && !Object.keys(item).some((key) => operators.has(key)));
}
