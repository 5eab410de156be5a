import { isPath } from '../dynalite/expressions.ts';
import type { Condition, Operand } from '../dynalite/expressions.ts';
import { sortableText } from '../keys/key-encoding.ts';
import { equalValues, setOf, typeOf } from './attribute-value.ts';
import type { AttributeValue, Item } from './attribute-value.ts';
import { compareDecimals } from './decimal.ts';
import { valueAt } from './document-path.ts';

/**
 * Whether an item meets a condition; an item that is not there is an empty one.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function meets(item: Item, condition: Condition): boolean {
  switch (condition.type) {
    case 'and':
      return condition.args.every((part) => meets(item, part));
    case 'or':
      return condition.args.some((part) => meets(item, part));
    case 'not':
      return !condition.args.some((part) => meets(item, part));
    default: {
      const operator = condition.type === 'function' ? condition.name : condition.type;
      const [first, ...others] = condition.args.map((operand) => resolve(item, operand));
      return test(operator, first, others);
    }
  }
}

function test(
  operator: string,
  value: AttributeValue | undefined,
  others: readonly (AttributeValue | undefined)[],
): boolean {
  const [other, upper] = others;
  if (operator === 'attribute_exists') return value !== undefined;
  if (operator === 'attribute_not_exists') return value === undefined;
  // What is not there differs from everything.
  if (operator === '<>') return value === undefined || other === undefined || !equalValues(value, other);
  if (value === undefined) return false;
  if (operator === 'in') return others.some((one) => one !== undefined && equalValues(value, one));
  if (other === undefined) return false;
  switch (operator) {
    case '=':
      return equalValues(value, other);
    case 'between':
      return upper !== undefined && ordered(value, other, (n) => n >= 0) && ordered(value, upper, (n) => n <= 0);
    case '<':
      return ordered(value, other, (n) => n < 0);
    case '<=':
      return ordered(value, other, (n) => n <= 0);
    case '>':
      return ordered(value, other, (n) => n > 0);
    case '>=':
      return ordered(value, other, (n) => n >= 0);
    case 'attribute_type':
      return 'S' in other && typeOf(value) === other.S;
    case 'begins_with':
      return beginsWith(value, other);
    default:
      return operator === 'contains' && contains(value, other);
  }
}

/** Values of different types, and of types without an order, are neither less nor greater. */
function ordered(a: AttributeValue, b: AttributeValue, wanted: (comparison: number) => boolean): boolean {
  if ('N' in a && 'N' in b) return wanted(compareDecimals(a.N, b.N));
  // DynamoDB compares texts by their UTF-8 bytes.
  if ('S' in a && 'S' in b) return wanted(compareTexts(sortableText(a.S), sortableText(b.S)));
  if ('B' in a && 'B' in b) return wanted(Buffer.compare(bytesOf(a.B), bytesOf(b.B)));
  return false;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  const start = bytesOf(prefix.B);
  return bytesOf(value.B).subarray(0, start.length).equals(start);
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('B' in value) return 'B' in part && bytesOf(value.B).includes(bytesOf(part.B));
  if ('L' in value) return value.L.some((element) => equalValues(element, part));
  const set = setOf(value);
  return set?.members.some((member) => equalValues(memberValue(set.type, member), part)) ?? false;
}

function memberValue(type: 'SS' | 'NS' | 'BS', member: string): AttributeValue {
  return type === 'SS' ? { S: member } : type === 'NS' ? { N: member } : { B: member };
}

function resolve(item: Item, operand: Operand): AttributeValue | undefined {
  if (isPath(operand)) return valueAt(item, operand);
  if (!('type' in operand)) return operand;
  const [of] = operand.args;
  const value = of === undefined ? undefined : resolve(item, of);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** The `size` function: characters, bytes, or how many there are in it; undefined for what has no size. */
function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return bytesOf(value.B).length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setOf(value)?.members.length;
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
