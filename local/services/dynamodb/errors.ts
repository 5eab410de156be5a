import { ServiceError } from '../service-error.ts';
import type { Item } from './values/attribute-value.ts';

/** An error whose answer has more members than texts; see {@link ServiceError} for all others. */
export class DetailedError extends Error {
  override readonly name: string = 'DetailedError';
  readonly code: string;
  /** The members of the answer beside `__type`, the message among them. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, members: Readonly<Record<string, unknown>>) {
    super(message);
    this.code = code;
    this.members = members;
  }
}

/** A condition was not met. The answer shows the item only to those who asked for it. */
export class ConditionalCheckFailedError extends DetailedError {
  override readonly name = 'ConditionalCheckFailedError';
  /** The item that did not meet the condition; undefined when there is none, or nobody asked. */
  readonly item: Item | undefined;

  constructor(item: Item | undefined) {
    const message = 'The conditional request failed';
    super('ConditionalCheckFailedException', message, { message, ...(item === undefined ? {} : { Item: item }) });
    this.item = item;
  }
}

/** Why one action of a transaction did not happen. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** A transaction did not happen. The reasons stand in the order of its actions. */
export class TransactionCanceledError extends DetailedError {
  override readonly name = 'TransactionCanceledError';

  constructor(reasons: readonly CancellationReason[]) {
    const codes = reasons.map((reason) => reason.Code).join(', ');
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
    // AWS writes this one with a capital letter.
    super('TransactionCanceledException', message, { Message: message, CancellationReasons: reasons });
  }
}

/** A mistake of the caller in the words of DynamoDB. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** There is no such table, stream or index. */
export function notFound(detail = ''): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Requested resource not found${detail}`);
}
