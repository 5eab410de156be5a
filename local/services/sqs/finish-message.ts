import type { Clock } from '../../clock.ts';
import type { JsonInput } from '../json-protocol.ts';
import { batchEntries, forEachEntry } from './batch.ts';
import { invalidParameter, missingParameter, sqsError } from './errors.ts';
import { integerBetween, requiredText } from './parameters.ts';
import type { NamedQueue, Queues } from './queues.ts';
import { messageOf } from './receipt-handle.ts';

const longestTimeout = 43_200;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export function deleteMessage(queues: Queues, input: JsonInput): undefined {
  deleteOne(queues.byUrl(requiredText(input, 'QueueUrl')), input);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export function deleteMessageBatch(queues: Queues, input: JsonInput): object {
  const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
  return forEachEntry(batchEntries(input), (entry) => deleteOne(queue, entry));
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export function changeMessageVisibility(queues: Queues, clock: Clock, input: JsonInput): undefined {
  changeOne(queues.byUrl(requiredText(input, 'QueueUrl')), clock(), input);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export function changeMessageVisibilityBatch(queues: Queues, clock: Clock, input: JsonInput): object {
  const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
  return forEachEntry(batchEntries(input), (entry) => changeOne(queue, clock(), entry));
}

/** A message that was received again since stays, and the caller is told nothing: so it is with standard queues. */
function deleteOne(named: NamedQueue, input: JsonInput): object {
  const message = messageOf(named, requiredText(input, 'ReceiptHandle'));
  if (message !== undefined) named.queue.delete(message.id);
  return {};
}

function changeOne(named: NamedQueue, now: number, input: JsonInput): object {
  const handle = requiredText(input, 'ReceiptHandle');
  const timeout = integerBetween(input, 'VisibilityTimeout', 0, longestTimeout);
  if (timeout === undefined) throw missingParameter('VisibilityTimeout');
  const message = messageOf(named, handle);
  if (message === undefined) {
    throw invalidParameter(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for ` +
        'visibility timeout change.',
    );
  }
  const { visibleAt, lastReceived = now } = message.delivery;
  if (visibleAt <= now) throw sqsError('MessageNotInflight', 'The message is not in flight.');
  const until = now + timeout * 1000;
  if (until - lastReceived > longestTimeout * 1000) {
    throw invalidParameter(
      `Value ${timeout} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is ` +
        `beyond the limit [${longestTimeout} seconds].`,
    );
  }
  named.queue.hideUntil(message, until);
  return {};
}
