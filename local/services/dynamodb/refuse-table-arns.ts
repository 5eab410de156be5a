import { isObject } from '../../json.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';

/**
 * Refuses the ARN of a table where its name may stand, instead of finding no such table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 * @throws NotSimulatedError
 */
export function refuseTableArns(operation: string, input: JsonInput): void {
  const arn = [input.TableName, ...tablesOfBatch(input.RequestItems), ...tablesOfTransaction(input.TransactItems)].find(
    (name) => typeof name === 'string' && name.startsWith('arn:'),
  );
  if (arn !== undefined)
    throw new NotSimulatedError(`dynamodb:${operation} with an ARN in the place of a table's name`);
}

function tablesOfBatch(items: unknown): string[] {
  return isObject(items) ? Object.keys(items) : [];
}

function tablesOfTransaction(items: unknown): unknown[] {
  const list: unknown[] = Array.isArray(items) ? items : [];
  const actions = list.flatMap((item) => (isObject(item) ? Object.values(item) : []));
  return actions.map((action) => (isObject(action) ? action.TableName : undefined));
}
