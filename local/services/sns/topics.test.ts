import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import type { CreateTopicCommandInput, SubscribeCommandInput } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionArn, queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
import type { TestTopics } from './testing/test-topics.ts';

let aws: TestTopics;
beforeEach(async () => {
  aws = await startTestTopics();
});
afterEach(() => aws.close());

const TopicArn = topicArn('news');
const create = (input: Partial<CreateTopicCommandInput> = {}) =>
  aws.client.send(new CreateTopicCommand({ Name: 'news', ...input }));
const topicAttributes = async () => (await aws.client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!;

describe('a topic', () => {
  it('is created, found again by its name, and listed', async () => {
    expect((await create()).TopicArn).toBe(TopicArn);
    expect((await create()).TopicArn).toBe(TopicArn);

    expect((await aws.client.send(new ListTopicsCommand())).Topics).toEqual([{ TopicArn }]);
  });

  it('is listed in pages of a hundred', async () => {
    for (let i = 100; i < 201; i += 1) await create({ Name: `topic-${i}` });

    const first = await aws.client.send(new ListTopicsCommand());
    const second = await aws.client.send(new ListTopicsCommand({ NextToken: first.NextToken }));

    expect(first.Topics).toHaveLength(100);
    expect(second.Topics).toEqual([{ TopicArn: topicArn('topic-200') }]);
    expect(second.NextToken).toBeUndefined();
  });

  it('shows its attributes', async () => {
    const DisplayName = 'Dragons & "friends" 🐉';
    await create({ Attributes: { DisplayName } });
    await aws.client.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: '2' }),
    );
    await aws.client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }));

    expect(await topicAttributes()).toEqual({
      TopicArn,
      Owner: '000000000000',
      DisplayName,
      SignatureVersion: '2',
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    });
  });

  it('is refused with attributes that differ from those it has', async () => {
    await create({ Attributes: { DisplayName: 'a' } });

    const again = create({ Attributes: { DisplayName: 'b' } });

    await expect(again).rejects.toBeInstanceOf(InvalidParameterException);
  });

  it('is gone with its subscriptions when it is deleted, however often', async () => {
    await create();
    await aws.client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }));

    await aws.client.send(new DeleteTopicCommand({ TopicArn }));
    await aws.client.send(new DeleteTopicCommand({ TopicArn }));

    expect((await aws.client.send(new ListSubscriptionsCommand())).Subscriptions).toEqual([]);
    await expect(topicAttributes()).rejects.toBeInstanceOf(NotFoundException);
  });

  it('can be tagged', async () => {
    await create({ Tags: [{ Key: 'a', Value: '1' }] });
    const tags = async () => (await aws.client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags;

    await aws.client.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'b', Value: '2' }] }));
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
    await aws.client.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: ['a'] }));
    expect(await tags()).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it('must have a name', async () => {
    await expect(create({ Name: 'a b' })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  it.each([
    ['first in, first out', { Name: 'news.fifo' }],
    ['first in, first out', { Attributes: { FifoTopic: 'true' } }],
    ['data protection', { DataProtectionPolicy: '{}' }],
    ['delivery status', { Attributes: { LambdaSuccessFeedbackRoleArn: 'x' } }],
  ])('with %s is refused by name', async (_what, input) => {
    await expect(create(input)).rejects.toThrow(/is not simulated by the local AWS/);
  });

  it('that is not there is told so', async () => {
    const missing = aws.client.send(new PublishCommand({ TopicArn, Message: 'x' }));
    const malformed = aws.client.send(new PublishCommand({ TopicArn: 'news', Message: 'x' }));

    await expect(missing).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
    await expect(missing).rejects.toBeInstanceOf(NotFoundException);
    await expect(malformed).rejects.toBeInstanceOf(InvalidParameterException);
  });
});

describe('a subscription', () => {
  beforeEach(() => create());
  const subscribe = async (input: Partial<SubscribeCommandInput> = {}) =>
    (
      await aws.client.send(
        new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: functionArn('notify'), ...input }),
      )
    ).SubscriptionArn!;
  const set = (SubscriptionArn: string, AttributeName: string, AttributeValue: string) =>
    aws.client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  const attributesOf = async (SubscriptionArn: string) =>
    (await aws.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes!;

  it('is listed, by its topic too, and gone when it is ended', async () => {
    const SubscriptionArn = await subscribe();
    const list = async () => (await aws.client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions;
    const expected = [
      { SubscriptionArn, Owner: '000000000000', Protocol: 'lambda', Endpoint: functionArn('notify'), TopicArn },
    ];

    expect(SubscriptionArn).toMatch(/^arn:aws:sns:eu-west-1:000000000000:news:[0-9a-f-]{36}$/);
    expect(await list()).toEqual(expected);
    expect((await aws.client.send(new ListSubscriptionsCommand())).Subscriptions).toEqual(expected);
    await aws.client.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect(await list()).toEqual([]);
    expect(await topicAttributes()).toMatchObject({ SubscriptionsDeleted: '1' });
  });

  it('is the same one when the same end subscribes again', async () => {
    expect(await subscribe()).toBe(await subscribe());
    await expect(subscribe({ Attributes: { FilterPolicy: '{"a":["b"]}' } })).rejects.toThrow(
      'Subscription already exists with different attributes',
    );
  });

  it('shows and changes its attributes', async () => {
    const arn = await subscribe({ Protocol: 'sqs', Endpoint: queueArn('inbox') });
    const FilterPolicy = '{"kind": ["red", {"anything-but": "<blue> & \\"green\\""}]}';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead') });

    await set(arn, 'FilterPolicy', FilterPolicy);
    await set(arn, 'RawMessageDelivery', 'true');
    await set(arn, 'RedrivePolicy', RedrivePolicy);

    expect(await attributesOf(arn)).toEqual({
      SubscriptionArn: arn,
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queueArn('inbox'),
      Owner: '000000000000',
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      RawMessageDelivery: 'true',
      FilterPolicy,
      FilterPolicyScope: 'MessageAttributes',
      RedrivePolicy,
    });
  });

  it.each(['', '{}'])('loses its filter policy when it is set to "%s"', async (policy) => {
    const arn = await subscribe({ Attributes: { FilterPolicy: '{"a":["b"]}' } });

    await set(arn, 'FilterPolicy', policy);

    expect(await attributesOf(arn)).not.toHaveProperty('FilterPolicy');
  });

  it.each([
    ['FilterPolicy', 'nonsense', 'FilterPolicy: failed to parse JSON.'],
    ['FilterPolicy', '{"a":{"b":["c"]}}', 'does not support nested filter policy'],
    ['FilterPolicyScope', 'Everything', 'FilterPolicyScope: Invalid value [Everything]'],
    ['RawMessageDelivery', 'true', 'Delivery protocol [lambda] does not support raw message delivery.'],
    ['RedrivePolicy', '{"deadLetterTargetArn":"here"}', 'RedrivePolicy'],
    ['Colour', 'red', 'AttributeName'],
  ])('refuses %s = %s', async (name, value, why) => {
    const arn = await subscribe();

    const error: unknown = await set(arn, name, value).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidParameterException);
    expect(error).toMatchObject({ message: expect.stringContaining(why) as string });
    await expect(subscribe({ Endpoint: functionArn('b'), Attributes: { [name]: value } })).rejects.toThrow(
      'Invalid parameter: Attributes Reason: ',
    );
  });

  it.each([
    ['email', 'a@example.com'],
    ['https', 'https://example.com'],
    ['sms', '+4915112345678'],
    ['application', 'arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/a/b'],
  ])('by %s is refused by name', async (Protocol, Endpoint) => {
    await expect(subscribe({ Protocol, Endpoint })).rejects.toThrow(
      `sns:Subscribe with the protocol ${Protocol} is not simulated by the local AWS.`,
    );
  });

  it.each([
    ['sqs', 'https://sqs.eu-west-1.amazonaws.com/000000000000/inbox'],
    ['lambda', 'notify'],
    ['pigeon', 'coo'],
  ])('by %s to %s is no subscription', async (Protocol, Endpoint) => {
    await expect(subscribe({ Protocol, Endpoint })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  it('that is not there is told so', async () => {
    await expect(attributesOf(`${TopicArn}:00000000-0000-4000-8000-000000000000`)).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });
});

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
