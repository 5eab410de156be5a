import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { CopiedItem } from './compare-tables.ts';
import { isCalled, type Item, type RegistryItem } from './registry-item.ts';

/** A write that brings an item of a copy back into the live table, unless the live table has changed meanwhile. */
export interface Write {
  readonly item: Item;
  readonly condition: Omit<PutItemCommandInput, 'TableName' | 'Item'>;
}

/**
 * The write that brings back what a comparison found.
 * @param overwrite the names of dragons, or keys, that may be overwritten
 * @returns undefined where nothing is to be brought back: it is there, nobody asked for it, or the functions could not read it
 */
export function writeFor(finding: CopiedItem, overwrite: readonly string[]): Write | undefined {
  if (finding.type === 'same' || !finding.copied.isReadable) return undefined;
  const { copied } = finding;
  if (finding.type === 'only in the copy') {
    return { item: asNew(copied), condition: { ConditionExpression: 'attribute_not_exists(pk)' } };
  }
  if (!overwrite.some((name) => isCalled(copied, name))) return undefined;
  return { item: asNew(copied), condition: unchanged(finding.live) };
}

/**
 * A dragon comes back as another incarnation of its name. Versions after the backup may have been seen by clients: with the old incarnation the
 * next change would get a version that was there before, and an If-Match of somebody who saw that one would hold.
 */
function asNew({ kind, item }: RegistryItem): Item {
  return kind === 'dragon' ? { ...item, incarnation: { S: `restored-${randomUUID()}` } } : item;
}

/** Holds as long as no attribute of an item has changed. */
function unchanged(live: Item): Write['condition'] {
  const attributes = Object.entries(live);
  return {
    ConditionExpression: attributes.map((_, index) => `#a${index} = :v${index}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name], index) => [`#a${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(attributes.map(([, value], index) => [`:v${index}`, value])),
  };
}
