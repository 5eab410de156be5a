import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, ListStateMachinesCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dragonKey } from '../../functions/dragons/dynamodb/items.ts';
import { turnableTime } from '../../local/testing/turnable-time.ts';
import { awsAt, type Aws } from '../testing/aws.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { runbook } from '../testing/runbook.ts';

const minute = 60_000;
// Minutes of alarms and metrics pass when this is turned; everything else takes the time that it takes.
const time = turnableTime(Math.floor(Date.now() / minute) * minute);

let dragons: DragonsStack;
let aws: Aws;
/** The queue of somebody who subscribed to the topic of alarms. */
let bell: string;
beforeAll(async () => {
  dragons = await startDragons({ metricTime: time });
  aws = awsAt(dragons.endpoint);
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName: 'bell' }));
  bell = QueueUrl;
  const { Topics = [] } = await aws.sns.send(new ListTopicsCommand({}));
  await aws.sns.send(
    new SubscribeCommand({
      TopicArn: Topics.find(({ TopicArn }) => TopicArn?.endsWith(':dragons-local-alarms'))?.TopicArn,
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:123456789012:bell',
    }),
  );
  await time.turn(minute);
});
afterAll(async () => dragons.close());

it('an item that is no dragon rings whoever subscribed, with the address of what to do, until the message of it is gone', async () => {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'dragons-local-publish-failures' }));
  await aws.dynamoDb.send(
    new PutItemCommand({ TableName: await aws.table('RegistryTable'), Item: dragonKey('Nonsense') }),
  );
  await vi.waitFor(
    async () => {
      const { Attributes } = await aws.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      expect(Attributes?.ApproximateNumberOfMessages).toBe('1');
    },
    { timeout: 60_000, interval: 200 },
  );

  await time.turn(minute);
  const { AlarmDescription } = await toldOf('dragons-local-publish-failures-depth', 'ALARM');
  expect(runbook.map(({ anchor }) => `docs/operations.md#${anchor}`)).toContain(AlarmDescription.split(' ').at(-1));

  await aws.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await time.turn(6 * minute);
  await toldOf('dragons-local-publish-failures-depth', 'OK');
}, 90_000);

it('a report that nobody decides rings', async () => {
  const { stateMachines = [] } = await aws.sfn.send(new ListStateMachinesCommand({}));
  const { executionArn } = await aws.sfn.send(
    new StartExecutionCommand({ stateMachineArn: stateMachines[0]?.stateMachineArn, input: '{"reportId":"nobody"}' }),
  );
  await vi.waitFor(
    async () => {
      const { status } = await aws.sfn.send(new DescribeExecutionCommand({ executionArn }));
      expect(status).toBe('FAILED');
    },
    { timeout: 30_000, interval: 100 },
  );

  await time.turn(minute);
  await toldOf('dragons-local-workflow-failures', 'ALARM');
}, 60_000);

/** Waits for the message that an alarm is in a state; what else comes is thrown away. */
async function toldOf(alarmName: string, state: string): Promise<{ readonly AlarmDescription: string }> {
  return vi.waitFor(
    async () => {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: bell, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      const told = Messages.map(({ Body = '' }) => JSON.parse((JSON.parse(Body) as { Message: string }).Message));
      for (const { ReceiptHandle } of Messages)
        await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: bell, ReceiptHandle }));
      const found = told.find(({ AlarmName, NewStateValue }) => AlarmName === alarmName && NewStateValue === state);
      expect(found, `${alarmName} ${state}`).toBeDefined();
      return found as { readonly AlarmDescription: string };
    },
    { timeout: 20_000, interval: 10 },
  );
}
