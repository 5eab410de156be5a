import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../local/json.ts';

/** A part of a price: units up to a number of them in a month cost this much. */
export interface Tier {
  /** Undefined for the last one. */
  readonly upTo: number | undefined;
  /** Dollars for as many units as the price says. */
  readonly price: number;
}

/** Where the figure was seen: on a page of AWS, on pages of others only, or on none that could be looked up. */
export type Seen = 'aws' | 'elsewhere' | 'no';

/** What AWS takes for something. */
export interface Price {
  readonly service: string;
  readonly what: string;
  readonly unit: string;
  /** How many units the prices of the tiers are for. */
  readonly per: number;
  readonly tiers: readonly Tier[];
  /** Units a month that are free for every account, without an end. */
  readonly free: number;
  /** Where AWS says so. */
  readonly source: string;
  readonly seen: Seen;
}

/** The prices of a region on a day. */
export interface PriceTable {
  readonly region: string;
  /** ISO 8601. */
  readonly date: string;
  readonly prices: ReadonlyMap<string, Price>;
}

/** A price table is not what it should be. */
export class PriceTableError extends Error {
  override readonly name = 'PriceTableError';
}

/** The prices that come with the project. @throws PriceTableError */
export function readPrices(file = join(import.meta.dirname, 'prices-us-east-1.json')): PriceTable {
  const table: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(table) || !isObject(table.prices)) throw new PriceTableError(`${file} holds no prices.`);
  const prices = Object.entries(table.prices).map(([id, value]) => [id, priceOf(id, value)] as const);
  return { region: String(table.region), date: String(table.date), prices: new Map(prices) };
}

function priceOf(id: string, value: unknown): Price {
  const fail = (what: string): never => {
    throw new PriceTableError(`The price ${id} has ${what}.`);
  };
  if (!isObject(value)) return fail('no fields');
  const { per, tiers, free = 0, seen } = value;
  if (typeof per !== 'number' || typeof free !== 'number' || !Array.isArray(tiers) || tiers.length === 0) {
    return fail('no number in per or free, or no tiers');
  }
  return {
    service: String(value.service),
    what: String(value.what),
    unit: String(value.unit),
    per,
    tiers: tiers.map((tier: unknown): Tier => {
      if (!isObject(tier) || typeof tier.price !== 'number') return fail('a tier without a price');
      return { upTo: typeof tier.upTo === 'number' ? tier.upTo : undefined, price: tier.price };
    }),
    free,
    source: String(value.source),
    seen: seenOf(seen),
  };
}

/** What a table says of where a figure was seen. */
export function seenOf(value: unknown): Seen {
  return value === 'aws' || value === 'elsewhere' ? value : 'no';
}

/** What an amount costs, tier by tier. @param units a month, what is free taken off already */
export function costOf({ per, tiers }: Price, units: number): number {
  let cost = 0;
  let below = 0;
  for (const { upTo = Infinity, price } of tiers) {
    cost += (Math.max(0, Math.min(units, upTo) - below) / per) * price;
    below = upTo;
  }
  return cost;
}
