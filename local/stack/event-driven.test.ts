import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { SampleStack } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';
import { turnableTime } from '../testing/turnable-time.ts';

const code = (text: string) =>
  `InlineCode: ${JSON.stringify(text)}\n      Handler: index.handler\n      Runtime: nodejs24.x`;

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Parcels:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
  Follow:
    Type: AWS::Serverless::Function
    Properties:
      ${code("exports.handler = async ({ Records }) => { for (const { eventName, dynamodb } of Records) console.log('followed', eventName, dynamodb.Keys.id.S); };")}
  FollowParcels:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref Follow, EventSourceArn: !GetAtt Parcels.StreamArn, StartingPosition: TRIM_HORIZON }
  News: { Type: AWS::SNS::Topic }
  Inbox: { Type: AWS::SQS::Queue }
  NewsToInbox:
    Type: AWS::SNS::Subscription
    Properties:
      { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Inbox.Arn, RawMessageDelivery: true, FilterPolicy: { kind: [weighed] } }
  NewsToReader:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: lambda, Endpoint: !GetAtt Read.Arn }
  Read:
    Type: AWS::Serverless::Function
    Properties:
      ${code("exports.handler = async ({ Records }) => console.log('read', Records[0].Sns.Message);")}
  ReadPermission:
    Type: AWS::Lambda::Permission
    Properties: { Action: 'lambda:InvokeFunction', FunctionName: !Ref Read, Principal: sns.amazonaws.com, SourceArn: !Ref News }
  Weigh:
    Type: AWS::Serverless::Function
    Properties:
      ${code('exports.handler = async ({ id }) => ({ id, grams: id.length * 100 });')}
  Weighing:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: weighing.asl.yaml
      DefinitionSubstitutions: { WeighArn: !GetAtt Weigh.Arn, NewsArn: !Ref News }
  Make:
    Type: AWS::Serverless::Function
    Properties:
      ${code("exports.handler = async (event) => { console.log('asked to', event.RequestType, event.ResourceProperties.Colour); const { StackId, RequestId, LogicalResourceId } = event; await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({ Status: event.ResourceProperties.Colour === 'none' ? 'FAILED' : 'SUCCESS', Reason: 'no colour', PhysicalResourceId: 'made', StackId, RequestId, LogicalResourceId }) }); };")}
  Tidy:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      EventInvokeConfig:
        MaximumRetryAttempts: 1
        DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt TidyFailures.Arn } }
      ${code("let runs = 0; exports.handler = async ({ what }) => { runs += 1; console.log('tidies', what, runs); if (runs < 3) throw new Error('no'); };")}
  TidyFailures: { Type: AWS::SQS::Queue }
  TidyEveryHour:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 hour)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target: { Arn: !Ref Tidy.Alias, RoleArn: !GetAtt TidyRole.Arn, Input: '{"what":"parcels"}' }
  Made:
    Type: Custom::Made
    Properties: { ServiceToken: !GetAtt Make.Arn, Colour: red }
`;

const definition = `
QueryLanguage: JSONata
StartAt: Weigh
States:
  Weigh: { Type: Task, Resource: '\${WeighArn}', Arguments: { id: '{% $states.input.id %}' }, Next: Tell }
  Tell:
    Type: Task
    Resource: arn:aws:states:::sns:publish
    Arguments:
      TopicArn: \${NewsArn}
      Message: '{% $states.input.id & " weighs " & $states.input.grams %}'
      MessageAttributes: { kind: { DataType: String, StringValue: weighed } }
    Output: '{% $states.input %}'
    End: true
`;

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
  sample.write('template.yaml', template);
  sample.write('weighing.asl.yaml', definition);
  sample.write('seed.yaml', '');
});
afterEach(() => sample.close());

const client = <T>(Client: new (options: object) => T): T =>
  new Client({
    endpoint: sample.stack.addresses.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
const ref = (logicalId: string): string => sample.stack.template.resources.get(logicalId)?.ref ?? '';
const written = (name: string): string[] =>
  sample.events.flatMap((event) =>
    event.type === 'function' && event.line.stream === 'stdout' && event.line.functionName === ref(name)
      ? [event.line.line.split('\t').at(-1) ?? '']
      : [],
  );

async function weighed(name: string, id: string): Promise<unknown> {
  const states = client(SFNClient);
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn: ref('Weighing'), name, input: JSON.stringify({ id }) }),
  );
  const describe = async () => states.send(new DescribeExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe()).status, soon).not.toBe('RUNNING');
  return JSON.parse((await describe()).output ?? 'null') as unknown;
}

describe('a template with tables, streams, workflows, topics and queues', () => {
  it('has its stream followed by a function', async () => {
    await sample.start();

    await client(DynamoDBClient).send(new PutItemCommand({ TableName: ref('Parcels'), Item: { id: { S: 'p1' } } }));

    await expect.poll(() => written('Follow'), soon).toEqual(['followed INSERT p1']);
  });

  it('has its workflow run, and what it publishes goes to the function and to the queue of the topic', async () => {
    await sample.start();

    expect(await weighed('first', 'p1')).toEqual({ id: 'p1', grams: 200 });

    await expect.poll(() => written('Read'), soon).toEqual(['read p1 weighs 200']);
    const { Messages = [] } = await client(SQSClient).send(
      new ReceiveMessageCommand({ QueueUrl: ref('Inbox'), WaitTimeSeconds: 5 }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual(['p1 weighs 200']);
  });

  it('has its schedule invoke a function, which is tried again, and tells its queue what it could not do', async () => {
    const time = turnableTime();
    await sample.start({ scheduleTime: time });

    await time.turn(3_600_000);
    await expect.poll(() => written('Tidy'), soon).toEqual(['tidies parcels 1']);
    await expect
      .poll(async () => time.turn(1000).then(() => written('Tidy')), soon)
      .toEqual(['tidies parcels 1', 'tidies parcels 2']);
    const { Messages = [] } = await client(SQSClient).send(
      new ReceiveMessageCommand({ QueueUrl: ref('TidyFailures'), WaitTimeSeconds: 5 }),
    );
    expect(Messages.map(({ Body = '' }) => (JSON.parse(Body) as { requestPayload: unknown }).requestPayload)).toEqual([
      { what: 'parcels' },
    ]);
  });

  it('takes a new definition of its workflow over while it runs', async () => {
    await sample.start({ watch: true });

    sample.write('weighing.asl.yaml', definition.replace('" weighs "', '" has "'));
    await expect.poll(() => sample.events.some(({ type }) => type === 'reloaded'), soon).toBe(true);
    await weighed('second', 'p1');

    await expect.poll(() => written('Read'), soon).toEqual(['read p1 has 200']);
  });

  it('does not start with a definition that is wrong, and says where', async () => {
    sample.write('weighing.asl.yaml', definition.replace('Next: Tell', 'Next: Told'));

    await expect(sample.start()).rejects.toThrow(/template\.yaml:\d+: Weighing .*Told/);
  });
});

describe('a stack that ends', () => {
  it('does not wait for functions that take their time, and gives them the same again at the next start', async () => {
    const dataDirectory = sample.path('data');
    const slow = (text: string) => `await new Promise((done) => setTimeout(done, 600_000)); ${text}`;
    const hanging = template
      .replace('async ({ Records }) => { for', `async ({ Records }) => { ${slow('for')}`)
      .replace("async ({ Records }) => console.log('read'", `async ({ Records }) => { ${slow("console.log('read'")}`)
      .replace('Records[0].Sns.Message);', 'Records[0].Sns.Message); };')
      .replaceAll('Runtime: nodejs24.x', 'Runtime: nodejs24.x\n      Timeout: 900')
      .replace('StartingPosition', 'MaximumRetryAttempts: 0, StartingPosition');
    sample.write('template.yaml', hanging);
    await sample.start({ dataDirectory });
    await client(DynamoDBClient).send(new PutItemCommand({ TableName: ref('Parcels'), Item: { id: { S: 'p1' } } }));
    await weighed('third', 'p1');
    await sample.stop();

    sample.write('template.yaml', template);
    await sample.start({ dataDirectory });

    await expect.poll(() => written('Follow'), soon).toEqual(['followed INSERT p1']);
    await expect.poll(() => written('Read'), soon).toEqual(['read p1 weighs 200']);
  });
});

describe('a custom resource', () => {
  it('is made once, also when the stack starts again on its data, and updated when it is declared otherwise', async () => {
    const dataDirectory = sample.path('data');
    await sample.start({ dataDirectory });
    expect(written('Make')).toEqual(['asked to Create red']);

    await sample.stop();
    await sample.start({ dataDirectory });
    expect(written('Make')).toEqual(['asked to Create red']);

    await sample.stop();
    sample.write('template.yaml', template.replace('Colour: red', 'Colour: blue'));
    await sample.start({ dataDirectory });
    expect(written('Make')).toEqual(['asked to Create red', 'asked to Update blue']);
  });

  it('that fails keeps the stack from starting, with its place and the reason', async () => {
    sample.write('template.yaml', template.replace('Colour: red', 'Colour: none'));

    await expect(sample.start()).rejects.toThrow(/template\.yaml:\d+: Made \(Custom::Made\): .*no colour/);
  });
});
