import {
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { conditionally, transacted } from './calls.ts';
import { contactKey, reportItem, type Item } from './items.ts';
import { UnreadableItemError } from '../registry.ts';
import type { NewReport } from '../reports.ts';
import {
  lockSeconds,
  phoneNumberSeconds,
  rememberedSeconds,
  type RequestIdentity,
  type Submission,
  type Submissions,
} from '../submissions.ts';

/** The tables that a report is spread over. */
export interface SubmissionTables {
  /** What is kept. */
  readonly registry: string;
  /** What is forgotten: requests and phone numbers. It has no stream and no backups, where they would live on. */
  readonly shortLived: string;
}

/** @param now milliseconds since 1970 */
export function submissionsOnDynamoDb(
  client: DynamoDBClient,
  tables: SubmissionTables,
  now: () => number = Date.now,
): Submissions {
  return new SubmissionsOnDynamoDb(client, tables, now);
}

class SubmissionsOnDynamoDb implements Submissions {
  readonly #client: DynamoDBClient;
  readonly #tables: SubmissionTables;
  readonly #now: () => number;

  constructor(client: DynamoDBClient, tables: SubmissionTables, now: () => number) {
    this.#client = client;
    this.#tables = tables;
    this.#now = now;
  }

  async submit({ phoneNumber, ...report }: NewReport, request: RequestIdentity): Promise<Submission> {
    const { reportId, submittedAt } = report;
    const now = this.#seconds();
    const outcome = await transacted(() =>
      this.#client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            {
              Put: {
                TableName: this.#tables.shortLived,
                Item: {
                  ...requestKey(request),
                  body: { S: request.body },
                  reportId: { S: reportId },
                  submittedAt: { S: submittedAt },
                  lockedUntil: number(now + lockSeconds),
                  expiresAt: number(now + rememberedSeconds),
                },
                // DynamoDB may take days to remove what expired.
                ConditionExpression: 'attribute_not_exists(id) OR expiresAt < :now',
                ExpressionAttributeValues: { ':now': number(now) },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
            {
              Put: {
                TableName: this.#tables.registry,
                Item: reportItem({ ...report, status: 'PENDING' }),
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
            {
              Put: {
                TableName: this.#tables.shortLived,
                Item: {
                  ...contactKey(reportId),
                  phoneNumber: { S: phoneNumber },
                  expiresAt: number(now + phoneNumberSeconds),
                },
              },
            },
          ],
        }),
      ),
    );
    if (outcome === 'done') return { outcome: 'stored', reportId, submittedAt };
    const [earlier] = outcome;
    if (earlier?.Item === undefined) throw new UnreadableItemError(`There is a report ${reportId} already.`);
    return this.#repeated(request, earlier.Item);
  }

  async complete(request: RequestIdentity): Promise<void> {
    await this.#update(request, 'REMOVE lockedUntil', 'attribute_exists(id)');
  }

  async release(request: RequestIdentity): Promise<void> {
    await this.#update(request, 'SET lockedUntil = :zero', 'attribute_exists(lockedUntil)', { ':zero': number(0) });
  }

  /** What a request is answered of which there was one before. */
  async #repeated(request: RequestIdentity, earlier: Item): Promise<Submission> {
    const { body, reportId, submittedAt, lockedUntil } = earlier;
    if (body?.S !== request.body) return { outcome: 'other-request' };
    if (reportId?.S === undefined || submittedAt?.S === undefined) {
      throw new UnreadableItemError(`The record of the request ${request.key} names no report.`);
    }
    const known = { reportId: reportId.S, submittedAt: submittedAt.S };
    if (lockedUntil === undefined) return { outcome: 'replayed', ...known };

    const now = this.#seconds();
    const left = Number(lockedUntil.N) - now;
    if (left > 0) return { outcome: 'in-progress', retryAfter: 1 };
    const isTaken = await this.#update(request, 'SET lockedUntil = :until', 'lockedUntil = :before', {
      ':until': number(now + lockSeconds),
      ':before': lockedUntil,
    });
    return isTaken ? { outcome: 'resumed', ...known } : { outcome: 'in-progress', retryAfter: 1 };
  }

  /** Changes the record of a request. @returns whether the condition held */
  async #update(
    request: RequestIdentity,
    update: string,
    condition: string,
    values?: Record<string, AttributeValue>,
  ): Promise<boolean> {
    const refused = await conditionally(
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tables.shortLived,
          Key: requestKey(request),
          UpdateExpression: update,
          ConditionExpression: condition,
          ...(values !== undefined && { ExpressionAttributeValues: values }),
        }),
      ),
    );
    return refused === undefined;
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}

/** The key of what is kept of a request. */
function requestKey({ key }: RequestIdentity): Item {
  return { id: { S: `REQUEST#${key}` } };
}

function number(value: number): AttributeValue {
  return { N: String(value) };
}
