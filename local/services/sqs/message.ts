import { isObject } from '../../json.ts';

/** The value of a message attribute as it stands on the wire; bytes in base64. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with or without a label behind a dot. */
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** Message attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a sender gave, which never changes. Times are milliseconds since 1970. */
export interface SentMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** The system attribute `AWSTraceHeader`. */
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly sent: number;
}

/** Where a message is and what happened to it. */
export interface Delivery {
  /** The name of the queue that it is in. */
  readonly queue: string;
  /** Before this time nobody receives it: it is delayed, or somebody else has it. */
  readonly visibleAt: number;
  /** How often it was received, in all queues. */
  readonly receives: number;
  /** How many of those were before it came to this queue: limits count what happened in their own queue. */
  readonly receivesElsewhere: number;
  readonly firstReceived: number | undefined;
  /** When the receiver got it that has it now, or had it last. */
  readonly lastReceived: number | undefined;
  /** The ARN of the queue that it was moved from, because nobody there got done with it. */
  readonly deadLetterSource: string | undefined;
}

/** A message in a queue. */
export interface Message {
  readonly id: string;
  readonly content: SentMessage;
  /** Replaced by another one whenever something happens to the message. */
  delivery: Delivery;
}

/** Reads a stored message back. @throws Error for anything else */
export function parseSentMessage(value: unknown): SentMessage & { readonly delivery: Delivery } {
  if (!isObject(value) || typeof value.body !== 'string' || typeof value.sent !== 'number') {
    throw new Error('not a message');
  }
  return {
    body: value.body,
    attributes: parseAttributes(value.attributes),
    traceHeader: typeof value.traceHeader === 'string' ? value.traceHeader : undefined,
    senderId: typeof value.senderId === 'string' ? value.senderId : '',
    sent: value.sent,
    delivery: parseDelivery(value.delivery),
  };
}

/** Reads the stored state of a message back. @throws Error for anything else */
export function parseDelivery(value: unknown): Delivery {
  if (!isObject(value) || typeof value.queue !== 'string' || typeof value.visibleAt !== 'number') {
    throw new Error('not the delivery of a message');
  }
  return {
    queue: value.queue,
    visibleAt: value.visibleAt,
    receives: numberOf(value.receives) ?? 0,
    receivesElsewhere: numberOf(value.receivesElsewhere) ?? 0,
    firstReceived: numberOf(value.firstReceived),
    lastReceived: numberOf(value.lastReceived),
    deadLetterSource: typeof value.deadLetterSource === 'string' ? value.deadLetterSource : undefined,
  };
}

function parseAttributes(value: unknown): MessageAttributes {
  if (!isObject(value)) throw new Error('message attributes that are no object');
  return Object.fromEntries(Object.entries(value).map(([name, attribute]) => [name, parseAttribute(attribute)]));
}

function parseAttribute(value: unknown): MessageAttribute {
  if (!isObject(value) || typeof value.DataType !== 'string') throw new Error('not a message attribute');
  return {
    DataType: value.DataType,
    ...(typeof value.StringValue === 'string' ? { StringValue: value.StringValue } : {}),
    ...(typeof value.BinaryValue === 'string' ? { BinaryValue: value.BinaryValue } : {}),
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
