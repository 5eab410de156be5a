import { isObject } from '../../../json.ts';
import { compareDecimals } from './decimal.ts';

/**
 * A value as it stands on the wire. Numbers are texts without exponent or superfluous zeros, bytes are base64.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

/** Attributes by name. Never changed in place: tables, indexes and stream records share items. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The type of a value: `S`, `NS`, `M`. */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0] ?? '';
}

/** An attribute of an item; undefined when the item has none of that name, whatever objects inherit. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** The members of a set and its type; undefined for what is no set. */
export function setOf(value: AttributeValue): { type: 'SS' | 'NS' | 'BS'; members: readonly string[] } | undefined {
  if ('SS' in value) return { type: 'SS', members: value.SS };
  if ('NS' in value) return { type: 'NS', members: value.NS };
  if ('BS' in value) return { type: 'BS', members: value.BS };
  return undefined;
}

/** Whether two values are equal: of one type, sets in any order, documents member by member. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && (a.N === b.N || compareDecimals(a.N, b.N) === 0);
  if ('B' in a) return 'B' in b && a.B === b.B;
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('L' in a) return 'L' in b && equalLists(a.L, b.L);
  if ('M' in a) return 'M' in b && equalItems(a.M, b.M);
  const [left, right] = [setOf(a), setOf(b)];
  if (left === undefined || left.type !== right?.type) return false;
  const members = new Set(right.members);
  return left.members.length === right.members.length && left.members.every((member) => members.has(member));
}

/** Whether two items have the same attributes with equal values. */
export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [left, right] = [attributeOf(a, name), attributeOf(b, name)];
      return left !== undefined && right !== undefined && equalValues(left, right);
    })
  );
}

/** Reads a stored item back. @throws Error for anything else */
export function parseItem(value: unknown): Item {
  if (!isItem(value)) throw new Error('not an item');
  return value;
}

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((value, index) => {
      const other = b[index];
      return other !== undefined && equalValues(value, other);
    })
  );
}

function isItem(value: unknown): value is Item {
  return isObject(value) && Object.values(value).every(isAttributeValue);
}

function isAttributeValue(value: unknown): value is AttributeValue {
  if (!isObject(value)) return false;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return false;
  const [type, content] = entry;
  switch (type) {
    case 'S':
    case 'N':
    case 'B':
      return typeof content === 'string';
    case 'BOOL':
    case 'NULL':
      return typeof content === 'boolean';
    case 'SS':
    case 'NS':
    case 'BS':
      return Array.isArray(content) && content.every((member) => typeof member === 'string');
    case 'L':
      return Array.isArray(content) && content.every(isAttributeValue);
    default:
      return type === 'M' && isItem(content);
  }
}
