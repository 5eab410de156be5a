import { isObject } from '../../json.ts';
import { optionalList } from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { ServiceError } from '../service-error.ts';
import { queryCode, sqsError } from './errors.ts';

const most = 10;

/** An entry of a batch with its id. */
export interface BatchEntry {
  readonly id: string;
  readonly input: JsonInput;
}

/**
 * The entries of a batch.
 * @throws ServiceError `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `InvalidBatchEntryId`, `BatchEntryIdsNotDistinct`
 */
export function batchEntries(input: JsonInput): BatchEntry[] {
  const list = optionalList(input, 'Entries') ?? [];
  if (list.length === 0) throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (list.length > most) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${most}. You have sent ${list.length}.`,
    );
  }
  const entries = list.map(readEntry);
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (ids.has(id)) throw sqsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
  return entries;
}

function readEntry(entry: unknown): BatchEntry {
  if (!isObject(entry)) throw new ServiceError('SerializationException', 'Entries must be a list of objects.');
  const { Id: id } = entry;
  if (typeof id !== 'string' || !/^[\w-]{1,80}$/.test(id)) {
    throw sqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  return { id, input: entry };
}

/** Does something for each entry; those that fail are told, and the others go on. */
export function forEachEntry(entries: readonly BatchEntry[], action: (input: JsonInput) => object): object {
  const successful: object[] = [];
  const failed: object[] = [];
  for (const { id, input } of entries) {
    try {
      successful.push({ Id: id, ...action(input) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({
        Id: id,
        SenderFault: error.status < 500,
        Code: queryCode(error.code),
        Message: error.message,
      });
    }
  }
  return {
    ...(successful.length === 0 ? {} : { Successful: successful }),
    ...(failed.length === 0 ? {} : { Failed: failed }),
  };
}
