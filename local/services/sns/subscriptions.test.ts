import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
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
