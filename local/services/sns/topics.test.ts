import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import type { CreateTopicCommandInput } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
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
    await expect(missing).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
    await expect(missing).rejects.toBeInstanceOf(NotFoundException);

    const malformed = aws.client.send(new PublishCommand({ TopicArn: 'news', Message: 'x' }));
    await expect(malformed).rejects.toBeInstanceOf(InvalidParameterException);
  });
});
