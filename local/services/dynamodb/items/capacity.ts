import type { CapacityDetail } from '../dynalite/requests.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html: bytes per unit. */
const writeUnit = 1024;
const readUnit = 4096;

/** The `ConsumedCapacity` of an answer about one table. */
export interface ConsumedCapacity {
  readonly TableName: string;
  readonly CapacityUnits: number;
  readonly Table?: { readonly CapacityUnits: number };
}

/** The units that writing so many bytes takes; at least one. @param sizes of the item before and after: the larger one counts */
export function writeUnits(...sizes: readonly number[]): number {
  return Math.max(1, Math.ceil(Math.max(0, ...sizes) / writeUnit));
}

/** The units that reading so many bytes takes: half of them when the read need not be consistent. */
export function readUnits(size: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(size / readUnit)) / (isConsistent ? 1 : 2);
}

/** What an answer says about capacity, if it was asked for; units of indexes are counted with those of the table. */
export function consumedCapacity(
  detail: CapacityDetail | undefined,
  tableName: string,
  units: number,
): { ConsumedCapacity?: ConsumedCapacity } {
  const [ConsumedCapacity] = capacityOfTables(detail, new Map([[tableName, units]])) ?? [];
  return ConsumedCapacity === undefined ? {} : { ConsumedCapacity };
}

/** The same for an answer about several tables. */
export function capacityOfTables(
  detail: CapacityDetail | undefined,
  units: ReadonlyMap<string, number>,
): ConsumedCapacity[] | undefined {
  if (detail === undefined || detail === 'NONE') return undefined;
  return [...units].map(([TableName, CapacityUnits]) => ({
    TableName,
    CapacityUnits,
    ...(detail === 'INDEXES' ? { Table: { CapacityUnits } } : {}),
  }));
}
