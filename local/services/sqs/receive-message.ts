import { optionalString, optionalStrings } from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { md5OfAttributes, selectAttributes } from './message-attributes.ts';
import { md5Of } from './message-text.ts';
import { integerBetween, requiredText } from './parameters.ts';
import type { Received } from './queue.ts';
import type { NamedQueue, Queues } from './queues.ts';
import { receiptHandle } from './receipt-handle.ts';

const systemAttributes = new Set([
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
]);

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 * @param signal ends a long poll, with nothing received
 */
export async function receiveMessage(queues: Queues, input: JsonInput, signal?: AbortSignal): Promise<object> {
  const named = queues.byUrl(requiredText(input, 'QueueUrl'));
  if (optionalString(input, 'ReceiveRequestAttemptId') !== undefined) {
    throw new NotSimulatedError('sqs:ReceiveMessage with ReceiveRequestAttemptId');
  }
  const max = integerBetween(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
  const visibility = integerBetween(input, 'VisibilityTimeout', 0, 43_200);
  const wait = integerBetween(input, 'WaitTimeSeconds', 0, 20);
  const system = systemNames(input);
  const names = optionalStrings(input, 'MessageAttributeNames') ?? [];
  const received = await named.queue.receive({
    max,
    visibilityTimeout: visibility === undefined ? named.settings.visibilityTimeout : visibility * 1000,
    wait: wait === undefined ? named.settings.receiveWait : wait * 1000,
    signal,
  });
  if (received.length === 0) return {};
  return { Messages: received.map((one) => messageOutput(named, one, system, names)) };
}

function systemNames(input: JsonInput): ReadonlySet<string> {
  const names = [
    ...(optionalStrings(input, 'AttributeNames') ?? []),
    ...(optionalStrings(input, 'MessageSystemAttributeNames') ?? []),
  ];
  const unknown = names.find((name) => !systemAttributes.has(name));
  if (unknown !== undefined) throw invalidParameter(`Unknown Attribute ${unknown}.`);
  return new Set(names);
}

function messageOutput(
  named: NamedQueue,
  { message: { id, content }, delivery }: Received,
  system: ReadonlySet<string>,
  names: readonly string[],
): object {
  const all: Record<string, string | undefined> = {
    SenderId: content.senderId,
    SentTimestamp: String(content.sent),
    ApproximateReceiveCount: String(delivery.receives),
    ApproximateFirstReceiveTimestamp: String(delivery.firstReceived),
    AWSTraceHeader: content.traceHeader,
    DeadLetterQueueSourceArn: delivery.deadLetterSource,
  };
  const wanted = Object.entries(all).filter(
    ([name, value]) => value !== undefined && (system.has('All') || system.has(name)),
  );
  const attributes = selectAttributes(content.attributes, names);
  return {
    MessageId: id,
    ReceiptHandle: receiptHandle(named, id, delivery.receives),
    MD5OfBody: md5Of(content.body),
    Body: content.body,
    ...(wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) }),
    ...(Object.keys(attributes).length === 0
      ? {}
      : { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}
