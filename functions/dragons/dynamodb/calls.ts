import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as wait } from 'node:timers/promises';
import { awsFailure, isTransient } from '../aws-failure.ts';
import { RegistryUnavailableError } from '../registry.ts';

/** Why each action of a transaction did not happen, in the order of the actions. */
export type CancellationReasons = readonly CancellationReason[];

/** How often a transaction that met another one is tried. */
const attempts = 5;

/**
 * Does a call to DynamoDB.
 * @throws RegistryUnavailableError where trying again later may help; what only a defect of ours explains, and outcomes such as
 *   ConditionalCheckFailedException, are thrown on as they are
 */
export async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (!isTransient(cause)) throw cause;
    throw new RegistryUnavailableError(`DynamoDB does not answer as it should: ${awsFailure(cause).code}.`, { cause });
  }
}

/**
 * Does a conditional write.
 * @returns the refusal when its condition did not hold
 * @throws RegistryUnavailableError
 */
export async function conditionally(write: Promise<unknown>): Promise<ConditionalCheckFailedException | undefined> {
  try {
    await reached(write);
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error;
    throw error;
  }
}

/**
 * Does a transaction. One that met another transaction on the same item is tried again after a moment, since DynamoDB does not let it wait
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling).
 * @param call makes the call; a new one each time
 * @returns `done`, or the reasons why it was cancelled, of which at least one is a condition that did not hold
 * @throws RegistryUnavailableError
 */
export async function transacted(call: () => Promise<unknown>): Promise<'done' | CancellationReasons> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await reached(call());
      return 'done';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return reasons;
      if (!reasons.every(({ Code }) => Code === undefined || retriedCodes.has(Code))) throw error;
      if (attempt === attempts) {
        throw new RegistryUnavailableError('Too many writers met on the same items.', { cause: error, retryAfter: 1 });
      }
      await wait(Math.random() * 2 ** attempt * 10);
    }
  }
}

const retriedCodes = new Set(['None', 'TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);
