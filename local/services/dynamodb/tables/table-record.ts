import { isObject } from '../../../json.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import type { TableDefinition } from '../dynalite/requests.ts';
import { createTableCheck } from '../dynalite/table-checks.ts';

/** A table as it is stored, without its items. */
export interface TableRecord {
  readonly definition: TableDefinition;
  readonly arn: string;
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** Of the stream that was enabled last, whether or not it is still enabled. */
  readonly streamArn: string | undefined;
  /** The attribute that says when an item expires; undefined when time to live is disabled. */
  readonly timeToLive: string | undefined;
  /** How many days back; undefined when point-in-time recovery is disabled. */
  readonly recoveryPeriod: number | undefined;
}

/** Reads a stored table back. @throws Error for anything else */
export function parseTableRecord(value: unknown): TableRecord {
  if (!isObject(value) || !isObject(value.definition)) throw new Error('not a table');
  const { arn, id, created, streamArn, timeToLive, recoveryPeriod } = value;
  if (typeof arn !== 'string' || typeof id !== 'string' || typeof created !== 'number') {
    throw new Error('a table without ARN, id or time');
  }
  return {
    definition: checkRequest(createTableCheck, value.definition),
    arn,
    id,
    created,
    streamArn: typeof streamArn === 'string' ? streamArn : undefined,
    timeToLive: typeof timeToLive === 'string' ? timeToLive : undefined,
    recoveryPeriod: typeof recoveryPeriod === 'number' ? recoveryPeriod : undefined,
  };
}
