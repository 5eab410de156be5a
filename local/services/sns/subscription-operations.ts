import { randomUUID } from 'node:crypto';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { page, requiredText, text, texts } from './parameters.ts';
import type { Protocol } from './stored.ts';
import { withSubscriptionAttributes } from './subscription-attributes.ts';
import type { TopicOperations } from './topic-operations.ts';
import type { Subscription, Topics } from './topics.ts';

/** Protocols that SNS knows and nothing here delivers to. */
const notSimulated = new Set(['http', 'https', 'email', 'email-json', 'sms', 'application', 'firehose']);

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export function subscribe({ topics }: TopicOperations, input: JsonInput): object {
  const topicArn = requiredText(input, 'TopicArn');
  topics.get(topicArn);
  const protocol = checkProtocol(requiredText(input, 'Protocol'));
  const endpoint = checkEndpoint(protocol, text(input, 'Endpoint') ?? '');
  const changes = texts(input, 'Attributes');
  const attributes = withSubscriptionAttributes(protocol, {}, changes, 'Attributes Reason: ');
  const known = findSame(topics, topicArn, protocol, endpoint);
  if (known !== undefined) {
    if (Object.entries(attributes).some(([name, value]) => known.attributes[name] !== value)) {
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    }
    return { SubscriptionArn: known.arn };
  }
  const arn = `${topicArn}:${randomUUID()}`;
  topics.setSubscription(arn, { topicArn, protocol, endpoint, attributes });
  return { SubscriptionArn: arn };
}

/** The subscription of the same end to the same topic, of which there is one at most. */
export function findSame(
  topics: Topics,
  topicArn: string,
  protocol: Protocol,
  endpoint: string,
): Subscription | undefined {
  return topics.subscriptionsOf(topicArn).find((one) => one.protocol === protocol && one.endpoint === endpoint);
}

/** @throws NotSimulatedError for other protocols of SNS; ServiceError `InvalidParameter` for what is none */
export function checkProtocol(protocol: string): Protocol {
  if (protocol === 'lambda' || protocol === 'sqs') return protocol;
  if (notSimulated.has(protocol)) throw new NotSimulatedError(`sns:Subscribe with the protocol ${protocol}`);
  throw invalidParameter(`Does not support this protocol string: ${protocol}`);
}

/** @throws ServiceError `InvalidParameter`; NotSimulatedError for a FIFO queue */
export function checkEndpoint(protocol: Protocol, endpoint: string): string {
  if (protocol === 'sqs') {
    if (!/^arn:[^:]+:sqs:[^:]*:\d{12}:[\w.-]+$/.test(endpoint)) throw invalidParameter(`SQS endpoint ARN: ${endpoint}`);
    if (endpoint.endsWith('.fifo')) throw new NotSimulatedError(`sns:Subscribe with ${endpoint} (FIFO queues)`);
  } else if (!/^arn:[^:]+:lambda:[^:]*:\d{12}:function:[\w$:-]+$/.test(endpoint)) {
    throw invalidParameter(`Lambda endpoint ARN: ${endpoint}`);
  }
  return endpoint;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export function unsubscribe({ topics }: TopicOperations, input: JsonInput): undefined {
  const arn = requiredText(input, 'SubscriptionArn');
  if (!/^arn:[^:]+:sns:[^:]*:\d{12}:[\w.-]+:[\w-]+$/.test(arn)) throw invalidParameter('SubscriptionArn');
  const subscription = topics.findSubscription(arn);
  if (subscription !== undefined) topics.deleteSubscription(subscription);
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export function listSubscriptions(on: TopicOperations, input: JsonInput): object {
  return subscriptionPage(on.topics.subscriptions(), on, input);
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export function listSubscriptionsByTopic(on: TopicOperations, input: JsonInput): object {
  const topicArn = requiredText(input, 'TopicArn');
  on.topics.get(topicArn);
  return subscriptionPage(on.topics.subscriptionsOf(topicArn), on, input);
}

function subscriptionPage(all: readonly Subscription[], { accountId }: TopicOperations, input: JsonInput): object {
  const { items, next } = page(all, input, ({ arn }) => arn);
  const subscriptions = items.map(({ arn, topicArn, protocol, endpoint }) => ({
    SubscriptionArn: arn,
    Owner: accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions: subscriptions, ...next };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export function getSubscriptionAttributes({ topics, accountId }: TopicOperations, input: JsonInput): object {
  const { arn, topicArn, protocol, endpoint, attributes } = topics.getSubscription(
    requiredText(input, 'SubscriptionArn'),
  );
  return {
    Attributes: {
      SubscriptionArn: arn,
      TopicArn: topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      Owner: accountId,
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      RawMessageDelivery: 'false',
      ...(attributes.FilterPolicy === undefined ? {} : { FilterPolicyScope: 'MessageAttributes' }),
      ...attributes,
    },
  };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export function setSubscriptionAttributes({ topics }: TopicOperations, input: JsonInput): undefined {
  const { arn, topicArn, protocol, endpoint, attributes } = topics.getSubscription(
    requiredText(input, 'SubscriptionArn'),
  );
  const changes = { [requiredText(input, 'AttributeName')]: text(input, 'AttributeValue') ?? '' };
  const changed = withSubscriptionAttributes(protocol, attributes, changes, '');
  topics.setSubscription(arn, { topicArn, protocol, endpoint, attributes: changed });
}
