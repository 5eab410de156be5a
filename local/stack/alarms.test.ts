import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { SampleStack, template as templateWithApi } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';
import { turnableTime, type TurnableTime } from '../testing/turnable-time.ts';

const minute = 60_000;

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Weigh:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: weigh
      AutoPublishAlias: live
      Handler: index.handler
      Runtime: nodejs24.x
      InlineCode: |
        exports.handler = async ({ grams }) => {
          if (grams === undefined) throw new Error('no grams');
          console.log(JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
            { Namespace: 'Scales', Dimensions: [['kind']], Metrics: [{ Name: 'Grams', Unit: 'None' }] } ] }, kind: 'fine', Grams: grams }));
        };
  Sorting:
    Type: AWS::StepFunctions::StateMachine
    Properties: { Definition: { StartAt: Done, States: { Done: { Type: Succeed } } } }
  Alarms: { Type: AWS::SNS::Topic }
  Inbox: { Type: AWS::SQS::Queue }
  AlarmsToInbox:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Alarms, Protocol: sqs, Endpoint: !GetAtt Inbox.Arn }
  WeighErrors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: weigh-errors
      AlarmDescription: 'Weighing fails: docs/operations.md#weigh-errors'
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions: [{ Name: FunctionName, Value: !Ref Weigh }, { Name: Resource, Value: !Sub '\${Weigh}:live' }]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
      AlarmActions: [!Ref Alarms]
      OKActions: [!Ref Alarms]
  InboxDepth:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: inbox-depth
      Namespace: AWS/SQS
      MetricName: ApproximateNumberOfMessagesVisible
      Dimensions: [{ Name: QueueName, Value: !GetAtt Inbox.QueueName }]
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
`;

let sample: SampleStack;
let time: TurnableTime;
beforeEach(() => {
  sample = new SampleStack();
  sample.write('template.yaml', template);
  sample.write('seed.yaml', '');
  time = turnableTime(Math.floor(Date.now() / minute) * minute);
});
afterEach(() => sample.close());

const client = <T>(Client: new (options: object) => T): T =>
  new Client({
    endpoint: sample.stack.addresses.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
const weigh = async (event: object) =>
  client(LambdaClient).send(new InvokeCommand({ FunctionName: 'weigh:live', Payload: JSON.stringify(event) }));
const stateOf = async (AlarmName: string) => {
  const { MetricAlarms = [] } = await client(CloudWatchClient).send(
    new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
  );
  return MetricAlarms[0]?.StateValue;
};

async function receive(): Promise<Record<string, unknown>> {
  const { Messages = [] } = await client(SQSClient).send(
    new ReceiveMessageCommand({
      QueueUrl: sample.stack.template.resources.get('Inbox')?.ref,
      WaitTimeSeconds: 5,
      VisibilityTimeout: 1000,
    }),
  );
  const { Subject, Message } = JSON.parse(Messages[0]?.Body ?? '{"Message":"{}"}') as {
    Subject: string;
    Message: string;
  };
  return { Subject, ...(JSON.parse(Message) as object) };
}

it('an alarm on a function rings when the minute of its failure is over, ends with the next success, and its topic is told of both', async () => {
  await sample.start({ metricTime: time });
  expect(await stateOf('weigh-errors')).toBe('INSUFFICIENT_DATA');
  await time.turn(minute);
  expect(await receive()).toMatchObject({ NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA' });

  await weigh({});
  await time.turn(minute);

  expect(await receive()).toMatchObject({
    Subject: 'ALARM: "weigh-errors" in US East (N. Virginia)',
    AlarmName: 'weigh-errors',
    AlarmDescription: 'Weighing fails: docs/operations.md#weigh-errors',
    NewStateValue: 'ALARM',
    OldStateValue: 'OK',
    Trigger: { MetricName: 'Errors', Namespace: 'AWS/Lambda', Statistic: 'SUM', Threshold: 0 },
  });
  expect(await stateOf('weigh-errors')).toBe('ALARM');

  await weigh({ grams: 1 });
  await time.turn(minute);

  expect(await receive()).toMatchObject({ NewStateValue: 'OK', OldStateValue: 'ALARM' });
  const changes = sample.events.flatMap((event) => (event.type === 'alarm' ? [event.change] : []));
  expect(changes.filter(({ name }) => name === 'weigh-errors').map(({ state }) => state)).toEqual([
    'OK',
    'ALARM',
    'OK',
  ]);
  const { AlarmHistoryItems = [] } = await client(CloudWatchClient).send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'weigh-errors', HistoryItemType: 'Action' }),
  );
  expect(AlarmHistoryItems).toHaveLength(3);
  expect(sample.defects()).toEqual([]);
});

const namesIn = async (Namespace: string): Promise<string[]> => {
  const { Metrics = [] } = await client(CloudWatchClient).send(new ListMetricsCommand({ Namespace }));
  return [...new Set(Metrics.map(({ MetricName = '' }) => MetricName))];
};

it('topics and state machines report what they did', async () => {
  await sample.start({ metricTime: time });
  const stateMachineArn = sample.stack.template.resources.get('Sorting')?.ref;
  await client(SFNClient).send(new StartExecutionCommand({ stateMachineArn }));
  await time.turn(minute);

  const executions = ['ExecutionTime', 'ExecutionsStarted', 'ExecutionsSucceeded'];
  await expect.poll(async () => namesIn('AWS/States'), soon).toEqual(executions);
  const notifications = ['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered'];
  await expect.poll(async () => namesIn('AWS/SNS'), soon).toEqual(notifications);
});

it('requests to the API are counted with their latency, and with that of the function', async () => {
  sample.write('template.yaml', templateWithApi);
  await sample.start({ metricTime: time });
  await sample.get('/greeting');

  expect(await namesIn('AWS/ApiGateway')).toEqual(['4XXError', '5XXError', 'Count', 'IntegrationLatency', 'Latency']);
});

it('queues are sampled every minute, and what functions report of themselves is counted', async () => {
  await sample.start({ metricTime: time });
  await weigh({ grams: 4 });
  await time.turn(2 * minute);

  // The first notification, that of the other alarm, is in the queue by then.
  expect(await stateOf('inbox-depth')).toBe('ALARM');
  const { Datapoints = [] } = await client(CloudWatchClient).send(
    new GetMetricStatisticsCommand({
      Namespace: 'Scales',
      MetricName: 'Grams',
      Dimensions: [{ Name: 'kind', Value: 'fine' }],
      StartTime: new Date(time.now() - 10 * minute),
      EndTime: new Date(time.now()),
      Period: 60,
      Statistics: ['Sum', 'SampleCount'],
    }),
  );
  expect(Datapoints).toMatchObject([{ Sum: 4, SampleCount: 1, Unit: 'None' }]);
  const { Metrics = [] } = await client(CloudWatchClient).send(new ListMetricsCommand({ MetricName: 'Invocations' }));
  expect(Metrics.map(({ Dimensions = [] }) => Dimensions.map(({ Value }) => Value))).toEqual([
    [],
    ['weigh'],
    ['weigh', 'weigh:live'],
  ]);
});

it('an alarm that the template no longer declares is gone, and one that it changes keeps its state', async () => {
  await sample.start({ metricTime: time, watch: true });
  await time.turn(minute);

  sample.write(
    'template.yaml',
    template.slice(0, template.indexOf('  InboxDepth:')).replace('Threshold: 0', 'Threshold: 2'),
  );

  await expect.poll(async () => stateOf('inbox-depth'), soon).toBe(undefined);
  expect(await stateOf('weigh-errors')).toBe('OK');
});

it('metrics and alarms begin anew with the process, also when the state is kept', async () => {
  const dataDirectory = sample.path('data');
  await sample.start({ metricTime: time, dataDirectory });
  await weigh({});
  await time.turn(minute);
  expect(await stateOf('weigh-errors')).toBe('ALARM');
  await sample.stop();

  await sample.start({ metricTime: time, dataDirectory });

  expect(await stateOf('weigh-errors')).toBe('INSUFFICIENT_DATA');
  const { Metrics } = await client(CloudWatchClient).send(new ListMetricsCommand({ Namespace: 'AWS/Lambda' }));
  expect(Metrics).toEqual([]);
});
