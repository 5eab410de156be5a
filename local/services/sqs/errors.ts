import { ServiceError } from '../service-error.ts';

/** What the codes of SQS were called before it spoke JSON; clients that grew up with those read them from a header. */
const queryCodes: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidParameterValueException: 'InvalidParameterValue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  MissingRequiredParameterException: 'MissingParameter',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
};

/** The code of the query protocol: what entries of a batch that failed carry too. */
export function queryCode(code: string): string {
  return queryCodes[code] ?? code;
}

/**
 * An error of SQS. Its older code stands in a header, as the protocol asks for
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#querycompatible).
 * @param code the name of the error in SQS's model
 */
export function sqsError(code: string, message: string): ServiceError {
  return new ServiceError(code, message, { headers: { 'x-amzn-query-error': `${queryCode(code)};Sender` } });
}

/** The queue that was named is not there. */
export function queueDoesNotExist(): ServiceError {
  return sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** A parameter whose value SQS does not take. */
export function invalidParameter(message: string): ServiceError {
  return sqsError('InvalidParameterValueException', message);
}

/** A parameter that has to be there and is not. */
export function missingParameter(name: string): ServiceError {
  return sqsError('MissingRequiredParameterException', `The request must contain the parameter ${name}.`);
}
