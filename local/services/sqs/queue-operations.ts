import type { Clock } from '../../clock.ts';
import { optionalInteger, optionalString, optionalStringMap, optionalStrings } from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import { invalidParameter, queueDoesNotExist, sqsError } from './errors.ts';
import { requiredText } from './parameters.ts';
import {
  allowsRedriveFrom,
  initialAttributes,
  invalidPolicy,
  queueSettings,
  withAttributes,
} from './queue-attributes.ts';
import type { QueueAttributes } from './queue-attributes.ts';
import type { NamedQueue, Queues } from './queues.ts';

/** What operations on queues work with. */
export interface QueueOperations {
  readonly queues: Queues;
  readonly clock: Clock;
  readonly accountId: string;
  /** The URL of a queue, for clients of the local endpoint. */
  readonly urlOf: (name: string) => string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export function createQueue(on: QueueOperations, input: JsonInput): object {
  const name = checkQueueName(requiredText(input, 'QueueName'));
  const given = optionalStringMap(input, 'Attributes') ?? {};
  const attributes = withAttributes({}, given);
  const known = on.queues.byName(name);
  if (known === undefined) {
    checkDeadLetterTarget(on.queues, on.queues.arnOf(name), attributes);
    on.queues.create(name, attributes, optionalStringMap(input, 'tags') ?? {});
  } else {
    const shown: QueueAttributes = { ...initialAttributes, ...known.stored.attributes };
    const different = Object.keys(given).find((attribute) => shown[attribute] !== attributes[attribute]);
    if (different !== undefined) {
      throw sqsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${different}`,
      );
    }
  }
  return { QueueUrl: on.urlOf(name) };
}

/**
 * @returns the name
 * @throws ServiceError for what is no name; NotSimulatedError for that of a FIFO queue
 */
export function checkQueueName(name: string): string {
  if (name.endsWith('.fifo')) throw new NotSimulatedError(`sqs:CreateQueue with ${name} (FIFO queues)`);
  if (/^[\w-]{1,80}$/.test(name)) return name;
  throw invalidParameter(
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length: ' + name,
  );
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export function deleteQueue({ queues }: QueueOperations, input: JsonInput): undefined {
  queues.delete(queues.byUrl(requiredText(input, 'QueueUrl')));
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export function getQueueUrl({ queues, accountId, urlOf }: QueueOperations, input: JsonInput): object {
  const name = requiredText(input, 'QueueName');
  const owner = optionalString(input, 'QueueOwnerAWSAccountId') ?? accountId;
  if (owner !== accountId || queues.byName(name) === undefined) throw queueDoesNotExist();
  return { QueueUrl: urlOf(name) };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export function listQueues({ queues, urlOf }: QueueOperations, input: JsonInput): object {
  const prefix = optionalString(input, 'QueueNamePrefix') ?? '';
  const names = queues.all().map(({ name }) => name);
  const { items, next } = page(
    names.filter((name) => name.startsWith(prefix)),
    input,
  );
  return { ...(items.length === 0 ? {} : { QueueUrls: items.map(urlOf) }), ...next };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export function listDeadLetterSourceQueues({ queues, urlOf }: QueueOperations, input: JsonInput): object {
  const { arn } = queues.byUrl(requiredText(input, 'QueueUrl'));
  const sources = queues.all().filter(({ settings }) => settings.deadLetterTargetArn === arn);
  const { items, next } = page(
    sources.map(({ name }) => name),
    input,
  );
  return { queueUrls: items.map(urlOf), ...next };
}

/** SQS gives pages only to who asks for them; the token names the last queue that was given. */
function page(names: readonly string[], input: JsonInput) {
  const limit = optionalInteger(input, 'MaxResults', { min: 1, max: 1000 });
  const token = optionalString(input, 'NextToken');
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString('utf8');
  const rest = names.filter((name) => name > after);
  const items = rest.slice(0, limit ?? 1000);
  const isMore = limit !== undefined && rest.length > items.length;
  return { items, next: isMore ? { NextToken: Buffer.from(items.at(-1) ?? '').toString('base64') } : {} };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export function getQueueAttributes({ queues }: QueueOperations, input: JsonInput): object {
  const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
  const names = optionalStrings(input, 'AttributeNames') ?? [];
  const all = shownAttributes(queue);
  const unknown = names.find((name) => name !== 'All' && !knownAttributes.has(name) && !Object.hasOwn(all, name));
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const wanted = names.includes('All')
    ? Object.entries(all)
    : Object.entries(all).filter(([name]) => names.includes(name));
  return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
}

/** Those that a queue need not have. */
const knownAttributes = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

function shownAttributes({ arn, queue, stored }: NamedQueue): QueueAttributes {
  const { visible, notVisible, delayed } = queue.counts();
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(stored.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(stored.modified / 1000)),
    ...initialAttributes,
    ...stored.attributes,
  };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export function setQueueAttributes({ queues }: QueueOperations, input: JsonInput): undefined {
  const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
  const changes = optionalStringMap(input, 'Attributes') ?? {};
  const attributes = withAttributes(queue.stored.attributes, changes);
  if (changes.RedrivePolicy !== undefined) checkDeadLetterTarget(queues, queue.arn, attributes);
  queues.change(queue, { attributes });
}

function checkDeadLetterTarget(queues: Queues, sourceArn: string, attributes: QueueAttributes): void {
  const { deadLetterTargetArn } = queueSettings(attributes);
  if (deadLetterTargetArn === undefined) return;
  const text = attributes.RedrivePolicy ?? '';
  const target = queues.byArn(deadLetterTargetArn);
  if (target === undefined) throw invalidPolicy('RedrivePolicy', text, 'Dead letter target does not exist.');
  if (!allowsRedriveFrom(target.stored.attributes, sourceArn)) {
    throw invalidPolicy('RedrivePolicy', text, 'The RedriveAllowPolicy of the dead letter target does not allow it.');
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export function purgeQueue({ queues, clock }: QueueOperations, input: JsonInput): undefined {
  const named = queues.byUrl(requiredText(input, 'QueueUrl'));
  if (clock() - named.purged < 60_000) {
    throw sqsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${named.name} is allowed every 60 seconds.`,
    );
  }
  named.purged = clock();
  named.queue.purge();
}
