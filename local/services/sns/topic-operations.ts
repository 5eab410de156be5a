import { isObject } from '../../json.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { list, page, requiredText, text, texts } from './parameters.ts';
import type { Topics } from './topics.ts';

/** What operations on topics work with. */
export interface TopicOperations {
  readonly topics: Topics;
  /** `arn:aws:sns:{region}:{account}:` */
  readonly arnPrefix: string;
  readonly accountId: string;
}

/** Kept and shown; nobody's permission is checked here, nothing is encrypted or traced, and nothing goes out by HTTP. */
const withoutEffect = new Set(['DeliveryPolicy', 'KmsMasterKeyId', 'Policy', 'TracingConfig']);

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export function createTopic({ topics, arnPrefix }: TopicOperations, input: JsonInput): object {
  const name = checkTopicName(requiredText(input, 'Name'));
  const attributes = texts(input, 'Attributes');
  for (const [attribute, value] of Object.entries(attributes)) checkTopicAttribute(attribute, value);
  if (input.DataProtectionPolicy !== undefined)
    throw new NotSimulatedError('sns:CreateTopic with DataProtectionPolicy');
  const tags = readTags(input);
  const arn = arnPrefix + name;
  const known = topics.find(arn);
  if (known === undefined) topics.set(arn, { attributes, tags, subscriptionsDeleted: 0 });
  else if (Object.entries(attributes).some(([attribute, value]) => known.attributes[attribute] !== value)) {
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  }
  return { TopicArn: arn };
}

/**
 * @returns the name
 * @throws ServiceError for what is no name; NotSimulatedError for that of a FIFO topic
 */
export function checkTopicName(name: string): string {
  if (name.endsWith('.fifo')) throw new NotSimulatedError(`sns:CreateTopic with ${name} (FIFO topics)`);
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter(`Topic Name: ${name}`);
  return name;
}

/** @throws ServiceError `InvalidParameter`; NotSimulatedError */
export function checkTopicAttribute(name: string, value: string): void {
  if (name === 'DisplayName') {
    if (value.length > 100) throw invalidParameter('DisplayName Reason: it must be at most 100 characters long');
  } else if (name === 'SignatureVersion') {
    if (value !== '1' && value !== '2') throw invalidParameter('SignatureVersion Reason: it must be 1 or 2');
  } else if (!withoutEffect.has(name)) {
    throw new NotSimulatedError(`sns:SetTopicAttributes with ${name}`);
  }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export function deleteTopic({ topics }: TopicOperations, input: JsonInput): undefined {
  topics.delete(requiredText(input, 'TopicArn'));
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export function listTopics({ topics }: TopicOperations, input: JsonInput): object {
  const { items, next } = page(topics.arns(), input, (arn) => arn);
  return { Topics: items.map((TopicArn) => ({ TopicArn })), ...next };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export function getTopicAttributes({ topics, accountId }: TopicOperations, input: JsonInput): object {
  const arn = requiredText(input, 'TopicArn');
  const { attributes, subscriptionsDeleted } = topics.get(arn);
  return {
    Attributes: {
      TopicArn: arn,
      Owner: accountId,
      DisplayName: '',
      SubscriptionsConfirmed: String(topics.subscriptionsOf(arn).length),
      SubscriptionsPending: '0',
      SubscriptionsDeleted: String(subscriptionsDeleted),
      ...attributes,
    },
  };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export function setTopicAttributes({ topics }: TopicOperations, input: JsonInput): undefined {
  const arn = requiredText(input, 'TopicArn');
  const topic = topics.get(arn);
  const name = requiredText(input, 'AttributeName');
  const value = text(input, 'AttributeValue') ?? '';
  checkTopicAttribute(name, value);
  topics.set(arn, { ...topic, attributes: { ...topic.attributes, [name]: value } });
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export function listTagsForResource({ topics }: TopicOperations, input: JsonInput): object {
  const { tags } = tagged(topics, requiredText(input, 'ResourceArn'));
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export function tagResource({ topics }: TopicOperations, input: JsonInput): object {
  const arn = requiredText(input, 'ResourceArn');
  const topic = tagged(topics, arn);
  topics.set(arn, { ...topic, tags: { ...topic.tags, ...readTags(input) } });
  return {};
}

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export function untagResource({ topics }: TopicOperations, input: JsonInput): object {
  const arn = requiredText(input, 'ResourceArn');
  const topic = tagged(topics, arn);
  const keys = new Set(list(input, 'TagKeys'));
  const kept = Object.entries(topic.tags).filter(([key]) => !keys.has(key));
  topics.set(arn, { ...topic, tags: Object.fromEntries(kept) });
  return {};
}

function tagged(topics: Topics, arn: string) {
  const topic = topics.find(arn);
  if (topic === undefined) throw new ServiceError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
}

function readTags(input: JsonInput): Record<string, string> {
  return Object.fromEntries(
    list(input, 'Tags').map((tag) => {
      if (!isObject(tag)) throw invalidParameter('Tags Reason: it must be a list of tags');
      return [requiredText(tag, 'Key'), text(tag, 'Value') ?? ''];
    }),
  );
}
