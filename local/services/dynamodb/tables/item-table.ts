import type { Table } from '../../../state/storage.ts';
import type { IndexDefinition, KeySchema, TableDefinition } from '../dynalite/requests.ts';
import { keyPart, partitionPrefix } from '../keys/key-encoding.ts';
import { SortedMap } from '../keys/sorted-map.ts';
import { attributeOf } from '../values/attribute-value.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { expiryKey } from './expiry.ts';

/** An order of a table's items: that of the table itself, or of a secondary index. */
export interface ItemOrder {
  readonly keySchema: KeySchema;
  /** Undefined for the table itself. */
  readonly index: { readonly definition: IndexDefinition; readonly isGlobal: boolean } | undefined;
  readonly items: SortedMap<Item>;
  /** The key of an item in this order; undefined for an item that is not in it. */
  readonly keyOf: (item: Item) => string | undefined;
}

/**
 * The items of one table, in every order that can be asked for. Only the items are stored; the orders are made of them. A key is a
 * text that sorts as its values do (see key-encoding.ts), and names the item in the storage as well.
 */
export class ItemTable {
  readonly #stored: Table<Item>;
  readonly #primary: ItemOrder;
  #secondary = new Map<string, ItemOrder>();
  #expiring = new SortedMap<Item>();
  #timeToLive: string | undefined;
  #sizeBytes = 0;

  /** @param stored items by key, as this class wrote them */
  constructor(stored: Table<Item>, definition: TableDefinition, timeToLive: string | undefined) {
    this.#stored = stored;
    const { KeySchema: keySchema } = definition;
    const keyOf = (item: Item): string => tableKey(item, keySchema);
    this.#primary = { keySchema, index: undefined, items: new SortedMap(stored), keyOf };
    for (const [, item] of stored) this.#sizeBytes += itemSize(item);
    this.arrange(definition, timeToLive);
  }

  get size(): number {
    return this.#stored.size;
  }

  /** Of all items, as of the last change. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** The table's own order, or that of an index; undefined when there is no such index. */
  order(indexName: string | undefined): ItemOrder | undefined {
    return indexName === undefined ? this.#primary : this.#secondary.get(indexName);
  }

  /** The key of an item, or of the key attributes alone. */
  keyOf(item: Item): string {
    return tableKey(item, this.#primary.keySchema);
  }

  get(key: string): Item | undefined {
    return this.#stored.get(key);
  }

  /** Writes an item, or removes it. */
  apply(key: string, item: Item | undefined): void {
    const before = this.#stored.get(key);
    if (item === undefined) this.#stored.delete(key);
    else this.#stored.set(key, item);
    this.#sizeBytes += (item === undefined ? 0 : itemSize(item)) - (before === undefined ? 0 : itemSize(before));
    for (const { items, keyOf } of [this.#primary, ...this.#secondary.values()]) {
      move(items, before && keyOf(before), item && keyOf(item), item);
    }
    const attribute = this.#timeToLive;
    if (attribute === undefined) return;
    const expiry = (one: Item | undefined) => one && expiryKey(one, attribute, key);
    move(this.#expiring, expiry(before), expiry(item), item);
  }

  /** Takes over other indexes and another attribute for time to live. */
  arrange(definition: TableDefinition, timeToLive: string | undefined): void {
    const items = [...this.#stored].map(([, item]) => item);
    this.#secondary = new Map(
      secondaryIndexes(definition).map((index) => {
        const { KeySchema: keySchema } = index.definition;
        const keyOf = (item: Item): string | undefined => indexKey(item, keySchema, definition);
        return [index.definition.IndexName, { keySchema, index, items: new SortedMap(keyed(items, keyOf)), keyOf }];
      }),
    );
    this.#timeToLive = timeToLive;
    const expiry = (item: Item) =>
      timeToLive === undefined ? undefined : expiryKey(item, timeToLive, this.keyOf(item));
    this.#expiring = new SortedMap(keyed(items, expiry));
  }

  /** The items that expire, soonest first. */
  get expiring(): SortedMap<Item> {
    return this.#expiring;
  }

  /** Removes all items from the storage, without a trace in streams. */
  clear(): void {
    for (const [key] of [...this.#stored]) this.#stored.delete(key);
  }
}

/** The indexes that a definition names. */
export function secondaryIndexes({
  GlobalSecondaryIndexes: global = [],
  LocalSecondaryIndexes: local = [],
}: TableDefinition): { definition: IndexDefinition; isGlobal: boolean }[] {
  return [
    ...global.map((definition) => ({ definition, isGlobal: true })),
    ...local.map((definition) => ({ definition, isGlobal: false })),
  ];
}

/** The value of a key's attribute. The key was checked before. */
export function keyValue(item: Item, name: string): AttributeValue {
  const value = attributeOf(item, name);
  if (value === undefined) throw new TypeError(`${name} is missing in a key that was checked.`);
  return value;
}

function tableKey(item: Item, keySchema: KeySchema): string {
  const [partition, sort] = keySchema;
  if (partition === undefined) throw new TypeError('A table without a key.');
  const prefix = partitionPrefix(keyValue(item, partition.AttributeName));
  return sort === undefined ? prefix : prefix + keyPart(keyValue(item, sort.AttributeName));
}

/** Several items may have one key of an index: the table's key tells them apart. Items without the index's attributes are not in it. */
function indexKey(item: Item, keySchema: KeySchema, table: TableDefinition): string | undefined {
  const isIn = keySchema.every(({ AttributeName: name }) => {
    const value = attributeOf(item, name);
    const type = table.AttributeDefinitions.find((attribute) => attribute.AttributeName === name)?.AttributeType;
    return value !== undefined && type !== undefined && type in value;
  });
  return isIn ? tableKey(item, keySchema) + tableKey(item, table.KeySchema) : undefined;
}

function* keyed(items: readonly Item[], keyOf: (item: Item) => string | undefined): Generator<readonly [string, Item]> {
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) yield [key, item];
  }
}

function move(map: SortedMap<Item>, from: string | undefined, to: string | undefined, item: Item | undefined): void {
  if (from !== undefined && from !== to) map.delete(from);
  if (to !== undefined && item !== undefined) map.set(to, item);
}
