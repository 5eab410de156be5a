import { isObject } from '../../json.ts';
import { FilterError } from './filter-error.ts';
import { numericRule } from './numeric-rule.ts';

/** Judges the value of a leaf; undefined stands for a leaf that is not there. */
export type ValueRule = (value: unknown) => boolean;

/**
 * Operators of EventBridge that the table of Lambda's page does not list:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 */
const notOfLambda = ['wildcard', 'cidr'];

/**
 * One element of a pattern's list: a value to be equal to, or an operator.
 * @param place where it stands in the pattern, for messages: `dynamodb.NewImage.kind.S`
 * @throws FilterError
 */
export function valueRule(rule: unknown, place: string): ValueRule {
  if (isScalar(rule)) return (value) => value === rule;
  const [operator, operand] = soleMember(rule, place);
  switch (operator) {
    case 'prefix': {
      const prefix = text(operand, operator, place);
      return (value) => typeof value === 'string' && value.startsWith(prefix);
    }
    case 'suffix': {
      const suffix = text(operand, operator, place);
      return (value) => typeof value === 'string' && value.endsWith(suffix);
    }
    case 'equals-ignore-case': {
      const folded = text(operand, operator, place).toLowerCase();
      return (value) => typeof value === 'string' && value.toLowerCase() === folded;
    }
    case 'anything-but':
      return anythingBut(operand, place);
    case 'numeric':
      return numericRule(operand, place);
    case 'exists':
      if (typeof operand !== 'boolean') throw new FilterError(`${place}: exists takes true or false`);
      // It looks at leaves only: what holds an object does not exist in this sense.
      // https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html#filtering-ddb-exists
      return (value) => (value !== undefined && !isObject(value)) === operand;
    default:
      if (notOfLambda.includes(operator))
        throw new FilterError(`${place}: the operator ${operator} is not among those of Lambda's event filtering`);
      throw new FilterError(`${place}: there is no operator ${operator}`);
  }
}

function anythingBut(operand: unknown, place: string): ValueRule {
  if (isObject(operand)) {
    const operators = Object.keys(operand).join(', ');
    throw new FilterError(
      `${place}: anything-but with ${operators} is not among the rules of Lambda's event filtering`,
    );
  }
  const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
  if (excluded.length === 0 || !excluded.every(isPlain))
    throw new FilterError(`${place}: anything-but takes texts or numbers`);
  return (value) => value !== undefined && !isObject(value) && !excluded.includes(value);
}

function soleMember(rule: unknown, place: string): [string, unknown] {
  const members = isObject(rule) ? Object.entries(rule) : [];
  const [member] = members;
  if (member === undefined || members.length > 1)
    throw new FilterError(`${place}: a rule is a value or an object with one operator`);
  return member;
}

function text(operand: unknown, operator: string, place: string): string {
  if (typeof operand === 'string') return operand;
  if (isObject(operand))
    throw new FilterError(
      `${place}: ${operator} with ${Object.keys(operand).join(', ')} is not among the rules of Lambda's event filtering`,
    );
  throw new FilterError(`${place}: ${operator} takes a text`);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
