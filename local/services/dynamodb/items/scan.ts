import type { JsonInput } from '../../json-protocol.ts';
import { checkRequest } from '../dynalite/check-request.ts';
import { scanCheck } from '../dynalite/item-checks.ts';
import { validationError } from '../errors.ts';
import { partOfHash, startOfPart } from '../keys/key-encoding.ts';
import type { TableStore } from '../tables/table-store.ts';
import { orderOf, readPage, startKey } from './page.ts';
import type { Page } from './page.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html#DDB-Scan-request-TotalSegments */
const mostSegments = 1_000_000;

/**
 * Scan: all items of a table or an index, or of one of several segments, in an order that means nothing.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
export function scan(store: TableStore, input: JsonInput): Page {
  const request = checkRequest(scanCheck, input);
  const { Segment: segment = 0, TotalSegments: segments = 1 } = request;
  const table = store.get(request.TableName);
  const order = orderOf(table, request);
  if (segments > mostSegments) {
    throw validationError(`TotalSegments must be at most ${mostSegments}, and is ${segments}`);
  }
  const start = startKey(table, order, request.ExclusiveStartKey);
  if (start !== undefined && partOfHash(start, segments) !== segment) {
    throw validationError(
      'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ' +
        `TotalSegments: ${segments} Segment: ${segment}`,
    );
  }
  const from = start ?? startOfPart(segment, segments);
  const entries = order.items.ascending(
    { key: from, behind: start !== undefined },
    { key: startOfPart(segment + 1, segments), behind: false },
  );
  return readPage(table, order, request, entries);
}
