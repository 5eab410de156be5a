import type { AttributeValue, Item } from './attribute-value.ts';
import { significandOf } from './decimal.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html: an item with its names. */
export const largestItem = 400 * 1024;

/** What a list or map takes, and each thing in it. */
const documentOverhead = 3;
const elementOverhead = 1;

/**
 * The size of an item in bytes, by which pages, limits and capacity are counted.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) size += Buffer.byteLength(name) + valueSize(value);
  }
  return size;
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('SS' in value) return sum(value.SS, (text) => Buffer.byteLength(text));
  if ('NS' in value) return sum(value.NS, numberSize);
  if ('BS' in value) return sum(value.BS, (bytes) => Buffer.byteLength(bytes, 'base64'));
  if ('L' in value) return documentOverhead + sum(value.L, (element) => elementOverhead + valueSize(element));
  if ('M' in value) return documentOverhead + elementOverhead * Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** One byte for two digits and one more; the rest is documented as approximate. */
function numberSize(text: string): number {
  const { negative, digits } = significandOf(text);
  return 1 + Math.ceil(digits.length / 2) + (negative ? 1 : 0);
}

function sum<T>(list: readonly T[], size: (element: T) => number): number {
  return list.reduce((total, element) => total + size(element), 0);
}
