import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../local/json.ts';
import { seenOf, type Seen } from './prices.ts';

/** How much AWS gives an account. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  /** Whether Service Quotas, or AWS Support, raises it. */
  readonly raise: boolean;
  readonly source: string;
  readonly seen: Seen;
}

/** A table of quotas is not what it should be. */
export class QuotaTableError extends Error {
  override readonly name = 'QuotaTableError';
}

/** The quotas that come with the project: the defaults of us-east-1. @throws QuotaTableError */
export function readQuotas(file = join(import.meta.dirname, 'quotas-us-east-1.json')): ReadonlyMap<string, Quota> {
  const table: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(table) || !isObject(table.quotas)) throw new QuotaTableError(`${file} holds no quotas.`);
  return new Map(
    Object.entries(table.quotas).map(([id, quota]) => {
      if (!isObject(quota) || typeof quota.value !== 'number')
        throw new QuotaTableError(`The quota ${id} has no value.`);
      const { value, unit, raise, source, seen } = quota;
      return [
        id,
        {
          value,
          unit: String(unit),
          raise: raise === true,
          source: String(source),
          seen: seenOf(seen),
        },
      ];
    }),
  );
}
