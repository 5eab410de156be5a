import { isObject } from '../../json.ts';
import { NotSimulatedError } from '../service-error.ts';
import { sqsError } from './errors.ts';

/** The attributes of a queue that somebody set, as texts. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** What the attributes of a queue say. Times are milliseconds. */
export interface QueueSettings {
  readonly visibilityTimeout: number;
  readonly delay: number;
  readonly retentionPeriod: number;
  readonly receiveWait: number;
  /** Bytes. */
  readonly maximumMessageSize: number;
  readonly deadLetterTargetArn: string | undefined;
  readonly maxReceiveCount: number | undefined;
}

interface IntegerAttribute {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const integers: Readonly<Record<string, IntegerAttribute>> = {
  VisibilityTimeout: { initial: 30, min: 0, max: 43_200 },
  MaximumMessageSize: { initial: 1_048_576, min: 1024, max: 1_048_576 },
  MessageRetentionPeriod: { initial: 345_600, min: 60, max: 1_209_600 },
  DelaySeconds: { initial: 0, min: 0, max: 900 },
  ReceiveMessageWaitTimeSeconds: { initial: 0, min: 0, max: 20 },
};

/** Kept and shown; nothing is encrypted and nobody's permission is checked here. */
const withoutEffect = new Set(['Policy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled']);
const fifo = new Set(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']);

/** What a new queue shows before anybody sets anything. */
export const initialAttributes: QueueAttributes = {
  ...Object.fromEntries(Object.entries(integers).map(([name, { initial }]) => [name, String(initial)])),
  SqsManagedSseEnabled: 'true',
};

/**
 * Sets attributes on top of those that are there. An empty text takes one away.
 * @throws ServiceError `InvalidAttributeName`, `InvalidAttributeValue`; NotSimulatedError for those of FIFO queues
 */
export function withAttributes(attributes: QueueAttributes, changes: QueueAttributes): QueueAttributes {
  for (const [name, value] of Object.entries(changes)) checkAttribute(name, value);
  const all = Object.entries({ ...attributes, ...changes });
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}

function checkAttribute(name: string, value: string): void {
  if (fifo.has(name)) throw new NotSimulatedError(`sqs:CreateQueue with ${name} (FIFO queues)`);
  const range = Object.hasOwn(integers, name) ? integers[name] : undefined;
  if (range !== undefined) checkInteger(name, value, range);
  else if (name === 'RedrivePolicy') parseUnlessEmpty(value, redrivePolicy);
  else if (name === 'RedriveAllowPolicy') parseUnlessEmpty(value, redriveAllowPolicy);
  else if (!withoutEffect.has(name)) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function parseUnlessEmpty(value: string, parse: (text: string) => unknown): void {
  if (value !== '') parse(value);
}

function checkInteger(name: string, value: string, { min, max }: IntegerAttribute): void {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return;
  throw sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}. It is ${min} to ${max}: ${value}.`);
}

/** Reads the settings out of checked attributes. */
export function queueSettings(attributes: QueueAttributes): QueueSettings {
  const all = { ...initialAttributes, ...attributes };
  const redrive = all.RedrivePolicy === undefined ? undefined : redrivePolicy(all.RedrivePolicy);
  return {
    visibilityTimeout: Number(all.VisibilityTimeout) * 1000,
    delay: Number(all.DelaySeconds) * 1000,
    retentionPeriod: Number(all.MessageRetentionPeriod) * 1000,
    receiveWait: Number(all.ReceiveMessageWaitTimeSeconds) * 1000,
    maximumMessageSize: Number(all.MaximumMessageSize),
    deadLetterTargetArn: redrive?.deadLetterTargetArn,
    maxReceiveCount: redrive?.maxReceiveCount,
  };
}

/** Whether a dead-letter queue with these attributes takes messages from a queue. */
export function allowsRedriveFrom(attributes: QueueAttributes, sourceArn: string): boolean {
  if (attributes.RedriveAllowPolicy === undefined) return true;
  const { redrivePermission, sourceQueueArns } = redriveAllowPolicy(attributes.RedriveAllowPolicy);
  return redrivePermission === 'allowAll' || (redrivePermission === 'byQueue' && sourceQueueArns.includes(sourceArn));
}

function redrivePolicy(text: string): { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number } {
  const { deadLetterTargetArn, maxReceiveCount = 10 } = objectIn('RedrivePolicy', text);
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== 'string' || !/^arn:[^:]+:sqs:[^:]*:\d{12}:.+$/.test(deadLetterTargetArn)) {
    throw invalidPolicy('RedrivePolicy', text, 'deadLetterTargetArn must be the ARN of a queue.');
  }
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw invalidPolicy('RedrivePolicy', text, 'maxReceiveCount must be 1 to 1000.');
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function redriveAllowPolicy(text: string) {
  const { redrivePermission = 'allowAll', sourceQueueArns } = objectIn('RedriveAllowPolicy', text);
  const arns: unknown[] = Array.isArray(sourceQueueArns) ? sourceQueueArns : [];
  if (redrivePermission !== 'allowAll' && redrivePermission !== 'denyAll' && redrivePermission !== 'byQueue') {
    throw invalidPolicy('RedriveAllowPolicy', text, 'redrivePermission must be allowAll, denyAll or byQueue.');
  }
  if ((redrivePermission === 'byQueue') !== arns.length > 0 || arns.length > 10) {
    throw invalidPolicy(
      'RedriveAllowPolicy',
      text,
      'sourceQueueArns (1 to 10) belong to byQueue, and to nothing else.',
    );
  }
  return { redrivePermission, sourceQueueArns: arns };
}

function objectIn(name: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Refused below, like any other value that is no object.
  }
  if (!isObject(value)) throw invalidPolicy(name, text, 'It must be a JSON object.');
  return value;
}

/** A redrive policy that SQS does not take. */
export function invalidPolicy(name: string, text: string, reason: string): Error {
  return sqsError(
    'InvalidParameterValueException',
    `Value ${text} for parameter ${name} is invalid. Reason: ${reason}`,
  );
}
