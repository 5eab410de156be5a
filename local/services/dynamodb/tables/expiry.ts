import { keyPart } from '../keys/key-encoding.ts';
import type { SortedMap } from '../keys/sorted-map.ts';
import { lowest } from '../keys/sorted-map.ts';
import { attributeOf } from '../values/attribute-value.ts';
import type { Item } from '../values/attribute-value.ts';

/**
 * Seconds; an item that expired longer ago stays.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
 */
const longestAgo = 5 * 365 * 24 * 60 * 60;

/** Sorts items by the second they expire in; undefined for those that never do: their attribute is missing, or no number. */
export function expiryKey(item: Item, attribute: string, itemKey: string): string | undefined {
  const value = attributeOf(item, attribute);
  return value !== undefined && 'N' in value ? beginOf(Number(value.N)) + itemKey : undefined;
}

/** The items whose time has passed. @param now milliseconds since 1970 */
export function expiredItems(expiring: SortedMap<Item>, now: number): Item[] {
  const from = { key: beginOf(now / 1000 - longestAgo), behind: false };
  const to = { key: beginOf(Math.floor(now / 1000)), behind: true };
  return [...expiring.ascending(from, to)].map(([, item]) => item);
}

/** When the next item expires that has not yet, in milliseconds since 1970; undefined when none does. */
export function nextExpiry(expiring: SortedMap<Item>, attribute: string, now: number): number | undefined {
  const from = { key: beginOf(now / 1000 - longestAgo), behind: false };
  for (const [, item] of expiring.ascending(from, { ...lowest, behind: true })) {
    const value = attributeOf(item, attribute);
    return value !== undefined && 'N' in value ? Number(value.N) * 1000 : undefined;
  }
  return undefined;
}

/** A plain decimal without fraction: an item expires when its second is over. */
function beginOf(seconds: number): string {
  return keyPart({ N: BigInt(Math.ceil(seconds)).toString() });
}
