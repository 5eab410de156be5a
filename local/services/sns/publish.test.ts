import {
  BatchEntryIdsNotDistinctException,
  BatchRequestTooLongException,
  EmptyBatchRequestException,
  InvalidBatchEntryIdException,
  InvalidParameterException,
  InvalidParameterValueException,
  PublishBatchCommand,
  PublishCommand,
  TooManyEntriesInBatchRequestException,
} from '@aws-sdk/client-sns';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueArn, startTestTopics, topicArn } from './testing/test-topics.ts';
import type { TestTopics } from './testing/test-topics.ts';

let aws: TestTopics;
const TopicArn = topicArn('news');
beforeEach(async () => {
  aws = await startTestTopics();
  await aws.sqs.call('CreateQueue', { QueueName: 'inbox' });
  await aws.sns.call('CreateTopic', { Name: 'news' });
  await aws.sns.call('Subscribe', {
    TopicArn,
    Protocol: 'sqs',
    Endpoint: queueArn('inbox'),
    Attributes: { RawMessageDelivery: 'true' },
  });
});
afterEach(() => aws.close());

const publish = (input: Partial<PublishCommandInput>) =>
  aws.client.send(new PublishCommand({ Message: 'x', ...input }));
const attribute = (name: string, DataType: string, StringValue?: string) => ({
  TopicArn,
  MessageAttributes: { [name]: { DataType, ...(StringValue === undefined ? {} : { StringValue }) } },
});

async function received(): Promise<unknown[]> {
  const answer = await aws.sqs.call('ReceiveMessage', {
    QueueUrl: aws.sqs.urlOf(queueArn('inbox')),
    MaxNumberOfMessages: 10,
  });
  return (answer as { Messages?: { Body: string }[] }).Messages?.map(({ Body }) => Body) ?? [];
}

describe('a publication', () => {
  it.each([
    ['emoji and quotes', 'Ada said "hi" to O\'Hara 🐉👩‍👩‍👧'],
    ['markup', '<a href="x">&amp;</a> & %26 + =?'],
    ['line breaks and tabs', 'a\r\nb\nc\td'],
    ['other scripts and rare characters', 'Göl Ω 龍 \u00a0\u2028\ufeff'],
  ])('keeps %s to the last character', async (_what, Message) => {
    await publish({ TopicArn, Message });

    expect(await received()).toEqual([Message]);
  });

  it('may name its topic as target', async () => {
    await publish({ TargetArn: TopicArn });

    expect(await received()).toEqual(['x']);
  });

  it.each([
    ['no target', {}, 'TopicArn or TargetArn'],
    ['two targets', { TopicArn, PhoneNumber: '+4915112345678' }, 'Only one of'],
    ['an empty message', { TopicArn, Message: '' }, 'Empty message'],
    ['more than 256 KB', { TopicArn, Message: 'ü'.repeat(131_073) }, 'Message too long'],
    ['an empty subject', { TopicArn, Subject: '' }, 'Subject'],
    ['a long subject', { TopicArn, Subject: 'x'.repeat(101) }, 'Subject'],
    ['a line break in its subject', { TopicArn, Subject: 'a\nb' }, 'Subject'],
    ['an unknown structure', { TopicArn, MessageStructure: 'xml' }, 'MessageStructure'],
    ['a structure that is no JSON', { TopicArn, MessageStructure: 'json' }, 'JSON message body failed to parse'],
    ['a structure without default', { TopicArn, MessageStructure: 'json', Message: '{"sqs":"x"}' }, 'No default entry'],
  ])('is refused with %s', async (_what, input, why) => {
    const error: unknown = await publish(input).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidParameterException);
    expect(error).toMatchObject({ message: expect.stringContaining(why) as string });
    expect(await received()).toEqual([]);
  });

  it.each([
    ['of an unknown type', attribute('a', 'Text', 'x')],
    ['without a value', attribute('a', 'String')],
    ['that is no number', attribute('a', 'Number', 'one')],
    ['with a bad name', attribute('.a', 'String', 'x')],
  ])('is refused with an attribute %s', async (_what, input) => {
    await expect(publish(input)).rejects.toBeInstanceOf(InvalidParameterValueException);
  });

  it.each([
    [
      'a mobile endpoint',
      { TargetArn: 'arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/app/1' },
      'sns:Publish to a mobile',
    ],
    ['a group', { TopicArn, MessageGroupId: 'g' }, 'sns:Publish with MessageGroupId'],
  ])('with %s is refused by name', async (_what, input, what) => {
    await expect(publish(input)).rejects.toThrow(what);
  });
});

describe('a batch', () => {
  const batch = (...PublishBatchRequestEntries: { Id: string; Message: string; Subject?: string }[]) =>
    aws.client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
  const entry = (Id: string, Message = 'x') => ({ Id, Message });

  it('publishes entry by entry, and tells which failed', async () => {
    const answer = await batch(entry('a', 'one'), { ...entry('b'), Subject: 'a\nb' }, entry('c', 'three'));

    expect(answer.Successful).toMatchObject([{ Id: 'a' }, { Id: 'c' }]);
    expect(answer.Successful![0]!.MessageId).not.toBe(answer.Successful![1]!.MessageId);
    expect(answer.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }]);
    expect(await received()).toEqual(['one', 'three']);
  });

  it.each([
    ['without entries', [], EmptyBatchRequestException],
    ['of 11 entries', Array.from({ length: 11 }, (_, i) => entry(`${i}`)), TooManyEntriesInBatchRequestException],
    ['with one id twice', [entry('a'), entry('a')], BatchEntryIdsNotDistinctException],
    ['with an id that is none', [entry('a b')], InvalidBatchEntryIdException],
    [
      'of more than 256 KB',
      [entry('a', 'x'.repeat(140_000)), entry('b', 'x'.repeat(140_000))],
      BatchRequestTooLongException,
    ],
  ])('%s is refused', async (_what, entries, type) => {
    await expect(batch(...entries)).rejects.toBeInstanceOf(type);
    expect(await received()).toEqual([]);
  });
});

describe('a text message', () => {
  it('is not sent, but logged, with a number that nobody can read', async () => {
    const { MessageId } = await publish({ PhoneNumber: '+4915112345634', Message: 'Your dragon is "hot" 🐉' });

    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(aws.lines).toEqual(['SMS to +***********34 (not sent): Your dragon is "hot" 🐉']);
  });

  it('has its own text among several', async () => {
    await publish({
      PhoneNumber: '+4915112345634',
      Message: '{"default":"long","sms":"short"}',
      MessageStructure: 'json',
    });

    expect(aws.lines).toEqual([expect.stringMatching(/: short$/)]);
  });

  it.each(['015112345678', '+0151', '+49 151 12345678', '+1234567890123456'])('to %s is refused', async (number) => {
    await expect(publish({ PhoneNumber: number })).rejects.toBeInstanceOf(InvalidParameterException);
    expect(aws.lines).toEqual([]);
  });

  it('has at most 1600 characters', async () => {
    const long = publish({ PhoneNumber: '+4915112345634', Message: 'x'.repeat(1601) });

    await expect(long).rejects.toThrow('1600');
  });
});

describe('within the process', () => {
  it('publishing takes what the SDK takes, and refuses as the service does', async () => {
    expect(await aws.sns.publish({ TopicArn, Message: 'x' })).toEqual({ MessageId: expect.any(String) as string });
    expect(await received()).toEqual(['x']);
    await expect(aws.sns.call('Publish', { TopicArn: topicArn('no'), Message: 'x' })).rejects.toMatchObject({
      code: 'NotFound',
      status: 404,
    });
    await expect(aws.sns.call('OptInPhoneNumber', {})).rejects.toThrow('sns:OptInPhoneNumber is not simulated');
  });
});
