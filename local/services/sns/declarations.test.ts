import {
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subscriptionProblem, topicProblem } from './index.ts';
import { functionArn, queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
import type { TestTopics } from './testing/test-topics.ts';

let aws: TestTopics;
beforeEach(async () => {
  aws = await startTestTopics();
});
afterEach(() => aws.close());

const TopicArn = topicArn('news');
const topicAttributes = async () => (await aws.client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!;

describe('what a template declares', () => {
  const topic = { name: 'news', arn: TopicArn, properties: { DisplayName: 'News' } };
  const arn = `${TopicArn}:11111111-1111-4111-8111-111111111111`;
  const subscription = {
    arn,
    properties: {
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queueArn('inbox'),
      RawMessageDelivery: true,
      FilterPolicy: { kind: ['red'] },
    },
  };
  const subscriptions = async () => (await aws.client.send(new ListSubscriptionsCommand())).Subscriptions!;

  it('is there, with the subscriptions that a topic lists', async () => {
    const Subscription = [{ Protocol: 'lambda', Endpoint: functionArn('notify') }];

    expect(aws.sns.declareTopic({ ...topic, properties: { ...topic.properties, Subscription } })).toBe('created');
    expect(aws.sns.declareSubscription(subscription)).toBe('created');

    expect(await topicAttributes()).toMatchObject({ DisplayName: 'News', SubscriptionsConfirmed: '2' });
    expect(await aws.sns.call('GetSubscriptionAttributes', { SubscriptionArn: arn })).toMatchObject({
      Attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"kind":["red"]}' },
    });
  });

  it('keeps what somebody changed until the declaration changes', async () => {
    aws.sns.declareTopic(topic);
    aws.sns.declareSubscription(subscription);
    await aws.client.send(
      new SetSubscriptionAttributesCommand({ SubscriptionArn: arn, AttributeName: 'FilterPolicy', AttributeValue: '' }),
    );

    expect(aws.sns.declareTopic(topic)).toBe('kept');
    expect(aws.sns.declareSubscription(subscription)).toBe('kept');
    const changed = { ...subscription.properties, FilterPolicy: { kind: ['blue'] } };
    expect(aws.sns.declareSubscription({ arn, properties: changed })).toBe('updated');
    expect(await subscriptions()).toHaveLength(1);
  });

  it('takes over what somebody subscribed by hand', async () => {
    aws.sns.declareTopic(topic);
    await aws.client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }));

    aws.sns.declareSubscription(subscription);

    expect(await subscriptions()).toMatchObject([{ SubscriptionArn: arn }]);
  });
});

describe('the properties of a declared topic or subscription', () => {
  const properties = { TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') };

  it.each([
    [{ FifoTopic: true }, 'FIFO topics are not simulated locally'],
    [{ TopicName: 'a b' }, 'Topic Name: a b'],
    [{ Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }] }, 'the protocol email is not simulated'],
  ])('%j are refused when the template is read', (given, why) => {
    expect(topicProblem({ properties: given })).toContain(why);
  });

  it.each([
    [{ Protocol: 'email', Endpoint: 'a@example.com' }, 'the protocol email is not simulated'],
    [{ FilterPolicy: { a: 'b' } }, '"a" must be an object or an array'],
    [{ RedrivePolicy: { deadLetterTargetArn: 'here' } }, 'RedrivePolicy'],
  ])('%j of a subscription are refused when the template is read', (given, why) => {
    expect(subscriptionProblem({ properties: { ...properties, ...given } })).toContain(why);
  });

  it('are taken otherwise', () => {
    expect(topicProblem({ properties: { TopicName: 'news', FifoTopic: false } })).toBeUndefined();
    expect(subscriptionProblem({ properties })).toBeUndefined();
  });
});
