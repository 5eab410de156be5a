import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
// The one exception to "nothing imports functions": whether an item can be read is what the functions themselves say.
import { nameKeyOf, registeredDragonOf, storedReportOf } from '../../functions/dragons/dynamodb/items.ts';
import { folded } from '../../functions/dragons/folded.ts';

/** An item as DynamoDB's API has it. */
export type Item = Record<string, AttributeValue>;

/** What an item of the registry is, by its key. */
export type ItemKind = 'dragon' | 'report' | 'mark of the first data' | 'something else';

/** An item of the registry's table. */
export interface RegistryItem {
  /** The partition key, which says all: there is one item for each. */
  readonly key: string;
  readonly kind: ItemKind;
  /** Whether the functions can make of it what its key says. */
  readonly isReadable: boolean;
  readonly item: Item;
}

/** Reads an item as the functions would. */
export function registryItem(item: Item): RegistryItem {
  const key = item.pk?.S ?? '';
  const sortKey = item.sk?.S ?? '';
  if (nameKeyOf({ pk: { S: key }, sk: { S: sortKey } }) !== undefined) {
    return { key, kind: 'dragon', isReadable: registeredDragonOf(item) !== undefined, item };
  }
  if (key.startsWith('REPORT#') && sortKey === 'REPORT') {
    return { key, kind: 'report', isReadable: `REPORT#${storedReportOf(item)?.reportId ?? ''}` === key, item };
  }
  const isMark = key === 'FIRST-DATA' && sortKey === key;
  return { key, kind: isMark ? 'mark of the first data' : 'something else', isReadable: isMark, item };
}

/** The key of an item. */
export function keyOf({ pk, sk }: Item): Item {
  return { ...(pk !== undefined && { pk }), ...(sk !== undefined && { sk }) };
}

/** Whether two items of one key say the same. Versions count how often a dragon was written, not what it is. */
export function sayTheSame(one: Item, other: Item): boolean {
  return isDeepStrictEqual(withoutVersion(one), withoutVersion(other));
}

function withoutVersion(item: Item): Item {
  const { incarnation: _incarnation, version: _version, writeId: _writeId, ...rest } = item;
  return registryItem(item).kind === 'dragon' ? rest : item;
}

/** Whether somebody may have meant an item by a name: that of a dragon, or a key. */
export function isCalled({ key }: RegistryItem, name: string): boolean {
  return key === name || key === `DRAGON#${folded(name)}`;
}
