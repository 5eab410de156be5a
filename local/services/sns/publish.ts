import { randomUUID } from 'node:crypto';
import { isObject } from '../../json.ts';
import type { Clock } from '../../clock.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import type { Deliveries } from './deliveries.ts';
import { invalidParameter } from './errors.ts';
import { attributesSize, comparableAttributes } from './message-attributes.ts';
import { list, requiredText, text } from './parameters.ts';
import type { PendingDeliveries } from './pending-deliveries.ts';
import { messageFor, readPublication } from './publication.ts';
import type { Publication } from './publication.ts';
import { smsLine } from './sms.ts';
import type { Subscription, Topics } from './topics.ts';

/** What publishing works with. */
export interface Publisher {
  readonly topics: Topics;
  readonly pending: PendingDeliveries;
  readonly deliveries: Deliveries;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly onTopicEvent: (topicArn: string, event: 'published') => void;
}

const mostEntries = 10;
const mostBytes = 262_144;

/**
 * To a topic or a phone number. The publication is stored when this returns; deliveries go on by themselves.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publish(publisher: Publisher, input: JsonInput): { readonly MessageId: string } {
  const phoneNumber = text(input, 'PhoneNumber');
  const targets = [text(input, 'TopicArn'), text(input, 'TargetArn'), phoneNumber].filter((to) => to !== undefined);
  const [target, ...others] = targets;
  if (target === undefined) {
    throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  }
  if (others.length > 0) throw invalidParameter('Only one of TopicArn, TargetArn and PhoneNumber may be given');
  if (phoneNumber !== undefined) return publishSms(publisher, phoneNumber, input);
  if (/^arn:[^:]+:sns:[^:]*:\d*:(endpoint|app)\//.test(target)) {
    throw new NotSimulatedError('sns:Publish to a mobile endpoint');
  }
  publisher.topics.get(target);
  return publishTo(publisher, target, readPublication(input));
}

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export function publishBatch(publisher: Publisher, input: JsonInput): object {
  const topicArn = requiredText(input, 'TopicArn');
  publisher.topics.get(topicArn);
  const entries = batchEntries(input);
  const successful: object[] = [];
  const failed: object[] = [];
  const read: (readonly [id: string, publication: Publication])[] = [];
  for (const [id, entry] of entries) {
    try {
      read.push([id, readPublication(entry)]);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: id, Code: error.code, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  const size = read.reduce((sum, [, publication]) => sum + sizeOf(publication), 0);
  if (size > mostBytes) {
    throw batchError('BatchRequestTooLong', `Batch requests cannot be longer than ${mostBytes} bytes: ${size}`);
  }
  for (const [id, publication] of read) successful.push({ Id: id, ...publishTo(publisher, topicArn, publication) });
  return { Successful: successful, Failed: failed };
}

function publishTo(
  { topics, pending, deliveries, clock, onTopicEvent }: Publisher,
  topicArn: string,
  publication: Publication,
): { readonly MessageId: string } {
  const messageId = randomUUID();
  onTopicEvent(topicArn, 'published');
  const accepting = topics.subscriptionsOf(topicArn).filter((subscription) => accepts(subscription, publication));
  if (accepting.length > 0) {
    const notice = { messageId, publication, published: clock() };
    const arns = accepting.map(({ arn }) => arn);
    for (const delivery of pending.add(notice, arns)) deliveries.start(delivery);
  }
  return { MessageId: messageId };
}

/** Filters on the body take only what is a JSON object. https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html */
function accepts({ protocol, settings: { filter, scope } }: Subscription, publication: Publication): boolean {
  if (filter === undefined) return true;
  if (scope === 'MessageAttributes') return filter(comparableAttributes(publication.attributes));
  try {
    const body: unknown = JSON.parse(messageFor(publication, protocol));
    return isObject(body) && filter(body);
  } catch {
    return false;
  }
}

function publishSms({ log }: Publisher, phoneNumber: string, input: JsonInput): { readonly MessageId: string } {
  log(smsLine(phoneNumber, messageFor(readPublication(input), 'sms')));
  return { MessageId: randomUUID() };
}

function batchEntries(input: JsonInput): [id: string, entry: JsonInput][] {
  const given = list(input, 'PublishBatchRequestEntries');
  if (given.length === 0) throw batchError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (given.length > mostEntries) {
    throw batchError('TooManyEntriesInBatchRequest', `The batch request contains more than ${mostEntries} entries.`);
  }
  const entries = given.map((entry): [string, JsonInput] => {
    if (!isObject(entry)) throw invalidParameter('PublishBatchRequestEntries Reason: it must be a list of objects');
    const id = requiredText(entry, 'Id');
    if (!/^[\w-]{1,80}$/.test(id)) {
      throw batchError('InvalidBatchEntryId', `The Id of a batch entry doesn't abide by the specification: ${id}`);
    }
    return [id, entry];
  });
  if (new Set(entries.map(([id]) => id)).size < entries.length) {
    throw batchError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  return entries;
}

function sizeOf({ message, attributes }: Publication): number {
  return Buffer.byteLength(message) + attributesSize(attributes);
}

function batchError(code: string, message: string): ServiceError {
  return new ServiceError(code, message);
}
