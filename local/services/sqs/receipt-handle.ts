import { invalidParameter, sqsError } from './errors.ts';
import type { Message } from './message.ts';
import type { NamedQueue } from './queues.ts';

/** What a receiver shows to delete a message or to keep it longer: another one at every receive. */
export function receiptHandle({ name }: NamedQueue, id: string, receives: number): string {
  return Buffer.from(`${name}/${id}/${receives}`).toString('base64');
}

/**
 * The message that a handle of this queue is for; undefined when it is gone or was received again since.
 * @throws ServiceError `ReceiptHandleIsInvalid`, `InvalidParameterValueException` for a handle of another queue
 */
export function messageOf({ name, queue }: NamedQueue, handle: string): Message | undefined {
  const text = Buffer.from(handle, 'base64').toString('utf8');
  const [, queueName, id = '', receives] = /^([\w-]+)\/([0-9a-f-]{36})\/(\d+)$/.exec(text) ?? [];
  if (queueName === undefined) {
    throw sqsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }
  if (queueName !== name) {
    throw invalidParameter(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: It is a handle of the queue ${queueName}.`,
    );
  }
  const message = queue.get(id);
  return message?.delivery.receives === Number(receives) ? message : undefined;
}
