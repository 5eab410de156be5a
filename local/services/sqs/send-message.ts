import { randomUUID } from 'node:crypto';
import { isObject } from '../../json.ts';
import type { Clock } from '../../clock.ts';
import { optionalString } from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import { batchEntries, forEachEntry } from './batch.ts';
import { invalidParameter, missingParameter, sqsError } from './errors.ts';
import { attributesSize, md5OfAttributes, readMessageAttributes } from './message-attributes.ts';
import { checkCharacters, md5Of } from './message-text.ts';
import type { Message, MessageAttributes } from './message.ts';
import { integerBetween, requiredText } from './parameters.ts';
import type { NamedQueue, Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const largestBatch = 1_048_576;

/** What a message is made with. */
export interface Sender {
  readonly queues: Queues;
  readonly clock: Clock;
  /** Who sends, as receivers see it. */
  readonly senderId: string;
}

interface Prepared {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader: string | undefined;
  /** Seconds. */
  readonly delay: number | undefined;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function sendMessage(sender: Sender, input: JsonInput): object {
  const queue = sender.queues.byUrl(requiredText(input, 'QueueUrl'));
  return sendTo(sender, queue, input);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export function sendMessageBatch(sender: Sender, input: JsonInput): object {
  const queue = sender.queues.byUrl(requiredText(input, 'QueueUrl'));
  const entries = batchEntries(input);
  const size = entries.reduce((sum, entry) => sum + roughSize(entry.input), 0);
  if (size > largestBatch) {
    throw sqsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${largestBatch} bytes. You have sent ${size} bytes.`,
    );
  }
  return forEachEntry(entries, (entry) => sendTo(sender, queue, entry));
}

/**
 * Puts a message into a queue; it is stored when this returns.
 * @returns what SendMessage answers
 */
export function sendTo({ queues, clock, senderId }: Sender, queue: NamedQueue, input: JsonInput) {
  const { body, attributes, traceHeader, delay } = prepare(queue, input);
  const now = clock();
  const visibleAt = now + (delay === undefined ? queue.settings.delay : delay * 1000);
  const message: Message = {
    id: randomUUID(),
    content: { body, attributes, traceHeader, senderId, sent: now },
    delivery: {
      queue: queue.name,
      visibleAt,
      receives: 0,
      receivesElsewhere: 0,
      firstReceived: undefined,
      lastReceived: undefined,
      deadLetterSource: undefined,
    },
  };
  queues.send(queue, message);
  const system: MessageAttributes =
    traceHeader === undefined ? {} : { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } };
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5Of(body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(system),
  };
}

function prepare({ settings: { maximumMessageSize } }: NamedQueue, input: JsonInput): Prepared {
  for (const name of ['MessageGroupId', 'MessageDeduplicationId']) {
    if (input[name] !== undefined) throw new NotSimulatedError(`sqs:SendMessage with ${name}`);
  }
  const body = optionalString(input, 'MessageBody');
  if (body === undefined || body === '') throw missingParameter('MessageBody');
  checkCharacters(body);
  const delay = integerBetween(input, 'DelaySeconds', 0, 900);
  const attributes = readMessageAttributes(input.MessageAttributes);
  if (Buffer.byteLength(body) + attributesSize(attributes) > maximumMessageSize) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
    );
  }
  return { body, attributes, traceHeader: readTraceHeader(input.MessageSystemAttributes), delay };
}

function readTraceHeader(input: unknown): string | undefined {
  if (!isObject(input)) return undefined;
  const { AWSTraceHeader: header, ...others } = input;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw invalidParameter(`Message system attribute name '${other}' is invalid. There is only AWSTraceHeader.`);
  }
  if (header === undefined) return undefined;
  if (!isObject(header) || header.DataType !== 'String' || typeof header.StringValue !== 'string') {
    throw invalidParameter("The message system attribute 'AWSTraceHeader' must be of type 'String'.");
  }
  return header.StringValue;
}

/** The size of an entry whose parts are not checked yet. */
function roughSize({ MessageBody, MessageAttributes }: JsonInput): number {
  const body = typeof MessageBody === 'string' ? Buffer.byteLength(MessageBody) : 0;
  if (!isObject(MessageAttributes)) return body;
  return body + attributesSizeOf(MessageAttributes);
}

function attributesSizeOf(attributes: Readonly<Record<string, unknown>>): number {
  let size = 0;
  for (const [name, value] of Object.entries(attributes)) {
    const parts = isObject(value) ? [value.DataType, value.StringValue, value.BinaryValue] : [];
    size += Buffer.byteLength(name);
    for (const part of parts) size += typeof part === 'string' ? Buffer.byteLength(part) : 0;
  }
  return size;
}
