import db from 'dynalite/db/index.js';
import { raise } from '../dynalite/check-request.ts';
import type { DocumentPath } from '../dynalite/expressions.ts';
import type { TableDefinition } from '../dynalite/requests.ts';
import { validationError } from '../errors.ts';
import { secondaryIndexes } from '../tables/item-table.ts';
import { attributeOf } from '../values/attribute-value.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: bytes of a partition key and of a sort key. */
const longestPartitionKey = 2048;
const longestSortKey = 1024;

/**
 * Checks that a key has exactly the table's key attributes, with values that can be keys.
 * @throws ServiceError `ValidationException`
 */
export function checkKey(key: Item, definition: TableDefinition): void {
  raise(db.validateKey(key, definition));
  checkKeyValues(key, definition);
}

/** Checks the length of the key's values in bytes; dynalite counts characters. @throws ServiceError `ValidationException` */
export function checkKeyValues(item: Item, { KeySchema: [partition, sort] }: TableDefinition): void {
  if (partition !== undefined && size(attributeOf(item, partition.AttributeName)) > longestPartitionKey) {
    throw validationError(
      `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of${longestPartitionKey} bytes`,
    );
  }
  if (sort !== undefined && size(attributeOf(item, sort.AttributeName)) > longestSortKey) {
    throw validationError(
      `One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of ${longestSortKey} bytes`,
    );
  }
}

/**
 * Checks the attributes of an item that are keys of indexes: those that are there have the declared type, and are not empty.
 * @param changed paths of an update: an item that does not fit since before an index was added is not the update's fault
 * @throws ServiceError `ValidationException`
 */
export function checkIndexKeys(item: Item, definition: TableDefinition, changed?: readonly DocumentPath[]): void {
  const isOld = (name: string): boolean => changed !== undefined && !changed.some(([head]) => head === name);
  for (const { definition: index } of secondaryIndexes(definition)) {
    for (const { AttributeName: name } of index.KeySchema) {
      const value = attributeOf(item, name);
      const type = definition.AttributeDefinitions.find((attribute) => attribute.AttributeName === name)?.AttributeType;
      if (value === undefined || type === undefined || isOld(name)) continue;
      if (!(type in value)) {
        throw validationError('The update expression attempted to update the secondary index key to unsupported type');
      }
      if (('S' in value && value.S === '') || ('B' in value && value.B === '')) {
        throw validationError(
          'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
            `The AttributeValue for a key attribute cannot contain an empty ${'S' in value ? 'string' : 'binary'} value. ` +
            `IndexName: ${index.IndexName}, IndexKey: ${name}`,
        );
      }
    }
  }
}

function size(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if ('S' in value) return Buffer.byteLength(value.S);
  return 'B' in value ? Buffer.byteLength(value.B, 'base64') : 0;
}
