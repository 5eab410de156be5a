import { isObject } from '../../../json.ts';
import { isAlternatives } from './alternatives.ts';
import { FilterPolicyError } from './filter-policy-error.ts';
import { wildcardPoints } from './wildcard.ts';

const mostBytes = 256 * 1024;
const mostKeys = 5;
const mostCombinations = 150;
const mostWildcardPoints = 100;

/**
 * Checks how large and how complex a well-formed policy is.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 * @throws FilterPolicyError
 */
export function checkLimits(text: string, policy: Readonly<Record<string, unknown>>): void {
  if (Buffer.byteLength(text) > mostBytes) throw new FilterPolicyError('Filter policy is larger than 256 KB');
  if (Object.keys(policy).length > mostKeys) {
    throw new FilterPolicyError(`Filter policy can not have more than ${mostKeys} keys`);
  }
  if (combinations(policy, 1) > mostCombinations) throw new FilterPolicyError('Filter policy is too complex');
  if (points(policy) > mostWildcardPoints) {
    throw new FilterPolicyError(
      `Filter policy is too complex: its wildcards count more than ${mostWildcardPoints} points`,
    );
  }
}

/** The product of the numbers of values, each times the depth of its key. */
function combinations(policy: Readonly<Record<string, unknown>>, depth: number): number {
  let product = 1;
  for (const [name, value] of Object.entries(policy)) {
    if (isAlternatives(name, value)) {
      product *= value.reduce((sum, alternative) => sum + combinations(alternative, depth), 0);
    } else if (Array.isArray(value)) product *= value.length * depth;
    else if (isObject(value)) product *= combinations(value, depth + 1);
  }
  return product;
}

/** The sum over all keys; of each, the points of its patterns times their number. */
function points(policy: Readonly<Record<string, unknown>>): number {
  let sum = 0;
  for (const [name, value] of Object.entries(policy)) {
    if (isAlternatives(name, value)) sum += value.reduce((all, alternative) => all + points(alternative), 0);
    else if (Array.isArray(value)) {
      const patterns = value.flatMap(wildcardsIn);
      sum += patterns.length * patterns.reduce((all: number, pattern) => all + wildcardPoints(pattern), 0);
    } else if (isObject(value)) sum += points(value);
  }
  return sum;
}

function wildcardsIn(element: unknown): unknown[] {
  if (!isObject(element)) return [];
  const { wildcard, 'anything-but': exception } = element;
  if (wildcard !== undefined) return [wildcard];
  return isObject(exception) && exception.wildcard !== undefined ? [exception.wildcard].flat() : [];
}
