import { isObject } from '../../../json.ts';
import { cidrTest } from './cidr.ts';
import { FilterPolicyError } from './filter-policy-error.ts';
import { numericTest } from './numeric.ts';
import { isText } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { wildcardTest } from './wildcard.ts';

/** Whether the values of a message's property satisfy a condition; undefined when the message has no such property. */
export type Condition = (values: readonly Scalar[] | undefined) => boolean;

type Test = (value: Scalar) => boolean;

/** The operators that a condition may have. */
export const operators: ReadonlySet<string> = new Set([
  'anything-but',
  'cidr',
  'equals-ignore-case',
  'exists',
  'numeric',
  'prefix',
  'suffix',
  'wildcard',
]);

/**
 * Makes a condition of an element of a policy's list: a value, or an object with one operator.
 * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html and numeric-value-matching.html
 * @throws FilterPolicyError
 */
export function conditionOf(element: unknown): Condition {
  if (isScalar(element)) return anyOf(equalTo(element));
  if (!isObject(element)) throw new FilterPolicyError('Match value must be String, number, true, false, or null');
  const [first, ...others] = Object.entries(element);
  if (first === undefined || others.length > 0) {
    throw new FilterPolicyError('Only one key allowed in match expression');
  }
  const [operator, operand] = first;
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') {
      throw new FilterPolicyError('exists match pattern must be either true or false.');
    }
    return (values) => (values !== undefined && values.length > 0) === operand;
  }
  if (operator === 'anything-but') {
    const test = exceptionOf(operand);
    // Of a list, no element may be one of the exceptions.
    return (values) => values !== undefined && values.length > 0 && !values.some(test);
  }
  return anyOf(testOf(operator, operand));
}

function testOf(operator: string, operand: unknown): Test {
  switch (operator) {
    case 'numeric':
      return numericTest(operand);
    case 'prefix':
      return textTest(operator, operand, (value, text) => value.startsWith(text));
    case 'suffix':
      return textTest(operator, operand, (value, text) => value.endsWith(text));
    case 'equals-ignore-case':
      return textTest(operator, operand, (value, text) => value.toLowerCase() === text.toLowerCase());
    case 'wildcard':
      return wildcardTest(operand);
    case 'cidr':
      return cidrTest(operand);
    default:
      throw new FilterPolicyError(`Unrecognized match type ${operator}`);
  }
}

/** What follows `anything-but`: values, or an operator on one text or several. */
function exceptionOf(operand: unknown): Test {
  if (isObject(operand)) {
    const [first, ...others] = Object.entries(operand);
    if (first === undefined || others.length > 0)
      throw new FilterPolicyError('Only one key allowed in match expression');
    const [operator, texts] = first;
    if (!['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(operator)) {
      throw new FilterPolicyError(`Unsupported anything-but pattern: ${operator}`);
    }
    return some(listOf(texts).map((text) => testOf(operator, text)));
  }
  return some(
    listOf(operand).map((value) => {
      if (typeof value !== 'string' && typeof value !== 'number') {
        throw new FilterPolicyError('Inside anything-but there can be strings and numbers only');
      }
      return equalTo(value);
    }),
  );
}

function listOf(operand: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw new FilterPolicyError('Empty arrays are not allowed');
  return list;
}

function textTest(operator: string, operand: unknown, test: (value: string, text: string) => boolean): Test {
  if (!isText(operand)) throw new FilterPolicyError(`${operator} match pattern must be a string`);
  return (value) => isText(value) && test(value, operand);
}

function equalTo(expected: Scalar): Test {
  return (value) => value === expected;
}

function some(tests: readonly Test[]): Test {
  return (value) => tests.some((test) => test(value));
}

function anyOf(test: Test): Condition {
  return (values) => values?.some(test) ?? false;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
