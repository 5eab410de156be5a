import { isObject } from '../../json.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { attributesSize, readMessageAttributes } from './message-attributes.ts';
import type { MessageAttributes } from './message-attributes.ts';
import { text } from './parameters.ts';
import type { Protocol } from './stored.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const mostBytes = 262_144;
const longestSubject = 100;

/** What a publisher gave. */
export interface Publication {
  readonly message: string;
  /** Messages for single protocols, where the publisher gave such. */
  readonly messages: Readonly<Partial<Record<Protocol | 'sms', string>>>;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
}

/** The message for subscribers of a protocol. */
export function messageFor({ message, messages }: Publication, protocol: Protocol | 'sms'): string {
  return messages[protocol] ?? message;
}

/**
 * Reads what Publish and the entries of PublishBatch take.
 * @throws ServiceError `InvalidParameter`, `ParameterValueInvalid`; NotSimulatedError for what FIFO topics have
 */
export function readPublication(input: JsonInput): Publication {
  for (const name of ['MessageGroupId', 'MessageDeduplicationId']) {
    if (input[name] !== undefined) throw new NotSimulatedError(`sns:Publish with ${name}`);
  }
  const message = text(input, 'Message');
  if (message === undefined || message === '') throw invalidParameter('Empty message');
  const attributes = readMessageAttributes(input.MessageAttributes);
  if (Buffer.byteLength(message) + attributesSize(attributes) > mostBytes) throw invalidParameter('Message too long');
  return { ...structured(message, text(input, 'MessageStructure')), subject: readSubject(input), attributes };
}

function readSubject(input: JsonInput): string | undefined {
  const subject = text(input, 'Subject');
  if (subject === undefined) return undefined;
  if (subject === '' || subject.length > longestSubject || /[\p{Cc}\u2028\u2029]/u.test(subject)) {
    throw invalidParameter(
      `Subject Reason: it must be 1 to ${longestSubject} characters, without line breaks or control characters`,
    );
  }
  return subject;
}

function structured(message: string, structure: string | undefined): Pick<Publication, 'message' | 'messages'> {
  if (structure === undefined) return { message, messages: {} };
  if (structure !== 'json') throw invalidParameter(`MessageStructure Reason: it can only be json, not ${structure}`);
  const messages = parseMessages(message);
  const { default: fallback, lambda, sqs, sms } = messages;
  if (typeof fallback !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  // Values that are no texts are ignored, as the documentation of Publish says.
  return {
    message: fallback,
    messages: {
      ...(typeof lambda === 'string' ? { lambda } : {}),
      ...(typeof sqs === 'string' ? { sqs } : {}),
      ...(typeof sms === 'string' ? { sms } : {}),
    },
  };
}

function parseMessages(message: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(message);
    if (isObject(value)) return value;
  } catch {
    // Refused below, like any other value that is no object.
  }
  throw invalidParameter('Message Structure - JSON message body failed to parse');
}
