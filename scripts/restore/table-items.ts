import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
  type DynamoDBClient,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsCallError } from '../aws/aws-call-errors.ts';
import { explained, placeOf } from '../aws/aws-calls.ts';
import type { StageAddress } from '../aws/stage-address.ts';
import { keyOf, type Item } from './registry-item.ts';

/** There is no table of that name. */
export class TableMissingError extends AwsCallError {
  override readonly name = 'TableMissingError';
}

/** The most keys that a BatchGetItem takes. */
const mostKeys = 100;

/** A table of the registry, or a copy of it. */
export class TableItems {
  readonly name: string;
  readonly #client: DynamoDBClient;
  readonly #address: StageAddress;

  constructor(client: DynamoDBClient, address: StageAddress, name: string) {
    this.#client = client;
    this.#address = address;
    this.name = name;
  }

  /** All items, a page at a time. @throws AwsCallError */
  async *pages(): AsyncGenerator<Item[]> {
    let start: Item | undefined;
    do {
      const input = { TableName: this.name, ConsistentRead: true, ExclusiveStartKey: start };
      const { Items = [], LastEvaluatedKey } = await this.#told(this.#client.send(new ScanCommand(input)), 'Scan');
      yield Items;
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }

  /** The items that have the keys of some others, by partition key. @throws AwsCallError */
  async counterparts(others: readonly Item[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    for (let index = 0; index < others.length; index += mostKeys) {
      let keys: Item[] = others.slice(index, index + mostKeys).map(keyOf);
      // DynamoDB answers as much as it likes, and says what is left.
      for (let attempt = 0; keys.length > 0; attempt += 1) {
        if (attempt > 0) await wait(Math.min(1000, 20 * 2 ** attempt));
        const input = { RequestItems: { [this.name]: { Keys: keys, ConsistentRead: true } } };
        const { Responses = {}, UnprocessedKeys = {} } = await this.#told(
          this.#client.send(new BatchGetItemCommand(input)),
          'BatchGetItem',
        );
        for (const item of Responses[this.name] ?? []) found.set(item.pk?.S ?? '', item);
        keys = UnprocessedKeys[this.name]?.Keys ?? [];
      }
    }
    return found;
  }

  /** Writes an item if a condition holds. @returns whether it did @throws AwsCallError */
  async putIf(item: Item, condition: Omit<PutItemCommandInput, 'TableName' | 'Item'>): Promise<boolean> {
    const sent = this.#client.send(new PutItemCommand({ TableName: this.name, Item: item, ...condition }));
    return this.#told(
      sent.then(
        () => true,
        (error: unknown) => {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        },
      ),
      'PutItem',
    );
  }

  async #told<T>(answer: Promise<T>, operation: string): Promise<T> {
    return answer.catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) {
        throw new TableMissingError(`There is no table ${this.name} at ${placeOf(this.#address)}.`, { cause: error });
      }
      throw explained(error, `${operation} of ${this.name}`, this.#address);
    });
  }
}
