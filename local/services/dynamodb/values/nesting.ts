import type { AttributeValue, Item } from './attribute-value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html: nested attributes go so many levels deep. */
const deepest = 32;

/** Whether lists and maps lie deeper in each other than DynamoDB takes. */
export function isTooDeep(item: Item, levels = deepest): boolean {
  return Object.values(item).some((value) => isValueTooDeep(value, levels));
}

function isValueTooDeep(value: AttributeValue, levels: number): boolean {
  if ('L' in value) return levels === 0 || value.L.some((element) => isValueTooDeep(element, levels - 1));
  if ('M' in value) return levels === 0 || isTooDeep(value.M, levels - 1);
  return false;
}
