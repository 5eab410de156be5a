import { FilterPolicyError } from './filter-policy-error.ts';
import type { Scalar } from './scalar.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const bound = 1e9;

type Comparison = (value: number, operand: number) => boolean;

const comparisons: ReadonlyMap<unknown, Comparison> = new Map<unknown, Comparison>([
  ['=', (value, operand) => value === operand],
  ['>', (value, operand) => value > operand],
  ['>=', (value, operand) => value >= operand],
  ['<', (value, operand) => value < operand],
  ['<=', (value, operand) => value <= operand],
]);

/**
 * Reads `["=", 301.5]`, `[">", 0]` or a range `[">", 0, "<=", 150]`.
 * https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
 * @throws FilterPolicyError
 */
export function numericTest(operand: unknown): (value: Scalar) => boolean {
  if (!Array.isArray(operand)) throw new FilterPolicyError('Value of numeric must be an array.');
  const parts: readonly unknown[] = operand;
  if (parts.length === 0) throw new FilterPolicyError('Invalid member in numeric match: ]');
  const [operator, first, upper, second, ...others] = parts;
  const low = comparisonOf(operator, first);
  if (parts.length === 2) return low;
  if (operator === '=' || others.length > 0) throw new FilterPolicyError('Too many elements in numeric expression');
  if (!isLower(operator) || !isUpper(upper))
    throw new FilterPolicyError(`Bad numeric range operator: ${String(upper)}`);
  const high = comparisonOf(upper, second);
  if (Number(first) >= Number(second)) throw new FilterPolicyError('Bottom must be less than top');
  return (value) => low(value) && high(value);
}

function comparisonOf(operator: unknown, operand: unknown): (value: Scalar) => boolean {
  const compare = comparisons.get(operator);
  if (compare === undefined) {
    throw new FilterPolicyError(`Unrecognized numeric range operator: ${JSON.stringify(operator)}`);
  }
  if (typeof operand !== 'number') throw new FilterPolicyError(`Value of ${String(operator)} must be numeric`);
  if (Math.abs(operand) > bound)
    throw new FilterPolicyError(`Value of ${String(operator)} must be between -1e9 and 1e9`);
  return (value) => typeof value === 'number' && compare(value, operand);
}

function isLower(operator: unknown): boolean {
  return operator === '>' || operator === '>=';
}

function isUpper(operator: unknown): boolean {
  return operator === '<' || operator === '<=';
}
