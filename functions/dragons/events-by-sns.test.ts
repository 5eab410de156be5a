import type { PublishBatchCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { expect, it, vi } from 'vitest';
import { dragonEvent, type DragonEvent } from './dragon-event.ts';
import { eventsBySns } from './events-by-sns.ts';
import { dragon } from './testing/dragons.ts';
import { textBySns } from './text-by-sns.ts';

/** A client that remembers what it sends and answers what the test says. */
function client(answer: (input: PublishBatchCommandInput) => object = () => ({})) {
  const sent: PublishBatchCommandInput[] = [];
  const fake = {
    async send({ input }: { input: PublishBatchCommandInput }) {
      sent.push(input);
      return answer(input);
    },
  };
  return { sent, sns: fake as unknown as SNSClient };
}

const events = (count: number): DragonEvent[] =>
  Array.from({ length: count }, (_, index) =>
    dragonEvent('DragonRemoved', { id: `event-${index}`, time: '2026-01-31T12:00:00.000Z', dragon: dragon() }),
  );

it('an event is a message whose type and schema subscribers can filter by', async () => {
  const { sent, sns } = client();

  expect(await eventsBySns(sns, 'arn:topic')(events(1))).toEqual(new Set());

  expect(sent).toEqual([
    {
      TopicArn: 'arn:topic',
      PublishBatchRequestEntries: [
        {
          Id: '0',
          Message: JSON.stringify(events(1)[0]),
          MessageAttributes: {
            type: { DataType: 'String', StringValue: 'DragonRemoved' },
            dataschema: { DataType: 'String', StringValue: 'urn:dragons:schema:dragon-event:1' },
          },
        },
      ],
    },
  ]);
});

it('no more than ten go at once, which is what SNS takes, and none is left out', async () => {
  const { sent, sns } = client();

  await eventsBySns(sns, 'arn:topic')(events(23));

  const messages = sent.map(({ PublishBatchRequestEntries = [] }) => PublishBatchRequestEntries);
  expect(messages.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(messages.flat().map(({ Message = '' }) => (JSON.parse(Message) as DragonEvent).id)).toEqual(
    events(23).map(({ id }) => id),
  );
});

it('nothing is sent when there is nothing to send', async () => {
  const { sent, sns } = client();

  await eventsBySns(sns, 'arn:topic')([]);

  expect(sent).toEqual([]);
});

it('events that SNS did not take are named by their own ids, and logged with the reason', async () => {
  const written = vi.spyOn(console, 'error').mockReturnValue();
  const { sns } = client(({ PublishBatchRequestEntries: [first, second] = [] }) => ({
    Failed: [{ Id: (second ?? first)?.Id, Code: 'InternalError' }],
  }));

  expect(await eventsBySns(sns, 'arn:topic')(events(12))).toEqual(new Set(['event-1', 'event-11']));
  expect(JSON.parse(String(written.mock.calls[0]?.[0]))).toMatchObject({
    code: 'DRAGONS_0505',
    reason: 'InternalError',
  });
});

it('a text message goes to the number, as one that matters', async () => {
  const { sent, sns } = client();

  await textBySns(sns)('+15555550123', 'Hello');

  expect(sent).toEqual([
    {
      PhoneNumber: '+15555550123',
      Message: 'Hello',
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    },
  ]);
});
