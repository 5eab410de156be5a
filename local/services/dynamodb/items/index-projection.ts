import type { TableDefinition } from '../dynalite/requests.ts';
import type { ItemOrder } from '../tables/item-table.ts';
import { attributeOf } from '../values/attribute-value.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';

/** The attributes that an index has of its items; undefined for all of them. */
export function projectedNames({ index, keySchema }: ItemOrder, table: TableDefinition): Set<string> | undefined {
  if (index === undefined || index.definition.Projection.ProjectionType === 'ALL') return undefined;
  return new Set([
    ...table.KeySchema.map((key) => key.AttributeName),
    ...keySchema.map((key) => key.AttributeName),
    ...(index.definition.Projection.NonKeyAttributes ?? []),
  ]);
}

/** An item as an index has it. */
export function shownBy(order: ItemOrder, table: TableDefinition, item: Item): Item {
  const names = projectedNames(order, table);
  if (names === undefined) return item;
  const shown: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value !== undefined) shown[name] = value;
  }
  return shown;
}
