import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';
import { functionArn, startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
beforeEach(async () => {
  aws = await startTestStepFunctions();
});
afterEach(() => aws.close());

const task = (Resource: string, Arguments: unknown, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Do',
  States: { Do: { Type: 'Task', Resource, Arguments, End: true, ...more } },
});
const states = (action: string) => `arn:aws:states:::${action}`;

describe('a call of', () => {
  it.each<[string, object, string, string, object]>([
    ['sns:publish', { TopicArn: 't', Message: 'plain' }, 'sns', 'Publish', { TopicArn: 't', Message: 'plain' }],
    ['sns:publish', { TopicArn: 't', Message: { a: [1] } }, 'sns', 'Publish', { TopicArn: 't', Message: '{"a":[1]}' }],
    [
      'sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: { a: 1 } },
      'sqs',
      'SendMessage',
      { QueueUrl: 'q', MessageBody: '{"a":1}' },
    ],
    [
      'dynamodb:getItem',
      { TableName: 'T', Key: { k: { S: 'a' } } },
      'dynamodb',
      'GetItem',
      { TableName: 'T', Key: { k: { S: 'a' } } },
    ],
    ['dynamodb:putItem', { TableName: 'T', Item: {} }, 'dynamodb', 'PutItem', { TableName: 'T', Item: {} }],
    ['dynamodb:updateItem', { TableName: 'T', Key: {} }, 'dynamodb', 'UpdateItem', { TableName: 'T', Key: {} }],
    ['dynamodb:deleteItem', { TableName: 'T', Key: {} }, 'dynamodb', 'DeleteItem', { TableName: 'T', Key: {} }],
    [
      'aws-sdk:dynamodb:transactWriteItems',
      { TransactItems: [] },
      'dynamodb',
      'TransactWriteItems',
      { TransactItems: [] },
    ],
    ['aws-sdk:ssm:getParameter', { Name: '/a' }, 'ssm', 'GetParameter', { Name: '/a' }],
    [
      'aws-sdk:cognitoidentityprovider:adminGetUser',
      { Username: 'u' },
      'cognito-idp',
      'AdminGetUser',
      { Username: 'u' },
    ],
  ])('%s reaches the service, and its answer is the result', async (action, given, service, operation, input) => {
    aws.services[`${service}:${operation}`] = () => ({ MessageId: 'm', gone: undefined });

    const end = await aws.run(task(states(action), given));

    expect(end.output).toBe('{"MessageId":"m"}');
    expect(aws.calls).toEqual([{ service, operation, input }]);
  });

  it.each([
    ['dynamodb:putItem', 'ConditionalCheckFailedException', 'DynamoDB.ConditionalCheckFailedException'],
    ['dynamodb:putItem', 'ValidationException', 'DynamoDB.AmazonDynamoDBException'],
    ['aws-sdk:dynamodb:putItem', 'ConditionalCheckFailedException', 'DynamoDb.ConditionalCheckFailedException'],
    ['aws-sdk:dynamodb:putItem', 'ValidationException', 'DynamoDb.DynamoDbException'],
    ['sns:publish', 'NotFound', 'SNS.NotFoundException'],
    ['aws-sdk:sns:publish', 'InvalidParameter', 'Sns.InvalidParameterException'],
    ['sqs:sendMessage', 'AWS.SimpleQueueService.NonExistentQueue', 'SQS.NonExistentQueueException'],
    ['aws-sdk:ssm:getParameter', 'ParameterNotFound', 'Ssm.ParameterNotFoundException'],
    ['aws-sdk:sfn:startExecution', 'StateMachineDoesNotExist', 'Sfn.StateMachineDoesNotExistException'],
  ])('%s that the service refuses with %s fails with %s', async (action, code, error) => {
    const refuse = () => {
      throw new ServiceError(code, 'not so');
    };
    for (const name of [
      'dynamodb:PutItem',
      'sns:Publish',
      'sqs:SendMessage',
      'ssm:GetParameter',
      'states:StartExecution',
    ]) {
      aws.services[name] = refuse;
    }

    expect(await aws.run(task(states(action), {}))).toMatchObject({
      error,
      cause: expect.stringContaining('not so') as unknown,
    });
  });

  it('an operation that a service does not simulate fails, and names it', async () => {
    aws.services['s3:ListBuckets'] = () => {
      throw new NotSimulatedError('s3:ListBuckets');
    };

    expect(await aws.run(task(states('aws-sdk:s3:listBuckets'), {}))).toMatchObject({
      error: 'S3.S3Exception',
      cause: expect.stringContaining('s3:ListBuckets is not simulated') as unknown,
    });
  });

  it('lambda:invoke gives Payload, StatusCode and ExecutedVersion', async () => {
    aws.functions.echo = (event: unknown) => ({ got: event });

    const end = await aws.run(
      task(states('lambda:invoke'), { FunctionName: functionArn('echo'), Payload: { x: '{% $states.input.n %}' } }),
      { n: 1 },
    );

    expect(JSON.parse(end.output!)).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { got: { x: 1 } },
      StatusCode: 200,
    });
  });

  it.each([
    [{ FunctionName: 'echo', InvocationType: 'Event' }, /'InvocationType' of lambda:invoke is not simulated/],
    [{ FunctionName: 'echo', ClientContext: 'x' }, /'ClientContext' of lambda:invoke is not simulated/],
    ['{% {"Payload": 1} %}', /'FunctionName' is required/],
    ['{% 1 %}', /arguments of lambda:invoke are an object/],
  ])('lambda:invoke with %j fails before anything is called', async (given, cause) => {
    const arn = await aws.start(aws.declare(task(states('lambda:invoke'), given)));

    expect(await aws.finished(arn)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringMatching(cause) as unknown,
    });
    expect((await aws.history(arn)).map(({ type }) => type)).not.toContain('TaskScheduled');
  });
});

describe('states:startExecution', () => {
  const child = {
    QueryLanguage: 'JSONata',
    StartAt: 'Rest',
    States: {
      Rest: { Type: 'Wait', Seconds: 5, Next: 'Decide' },
      Decide: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.fail = true %}', Next: 'No' }],
        Default: 'Yes',
      },
      Yes: { Type: 'Succeed', Output: { made: '{% $states.input.n %}' } },
      No: { Type: 'Fail', Error: 'Refused', Cause: 'because' },
    },
  };

  it('starts another execution and goes on', async () => {
    const StateMachineArn = aws.declare(child, { name: 'child' });

    const end = await aws.run(task(states('states:startExecution'), { StateMachineArn, Input: { n: 1 }, Name: 'one' }));

    expect(JSON.parse(end.output!)).toMatchObject({
      ExecutionArn: StateMachineArn.replace(':stateMachine:', ':execution:') + ':one',
    });
    expect(end.stopDate).toEqual(end.startDate);
  });

  it.each([
    ['states:startExecution.sync:2', { made: 7 }],
    ['states:startExecution.sync', '{"made":7}'],
  ])('%s waits for its end and gives its output', async (action, output) => {
    const StateMachineArn = aws.declare(child);

    const end = await aws.run(task(states(action), { StateMachineArn, Input: { n: 7 } }));

    expect(JSON.parse(end.output!)).toMatchObject({ Status: 'SUCCEEDED', Output: output });
    expect(end.stopDate).toEqual(new Date('2026-01-01T00:00:05Z'));
  });

  it('.sync of one that fails fails with States.TaskFailed', async () => {
    const StateMachineArn = aws.declare(child);

    const end = await aws.run(task(states('states:startExecution.sync:2'), { StateMachineArn, Input: { fail: true } }));

    expect(end.error).toBe('States.TaskFailed');
    expect(JSON.parse(end.cause!)).toMatchObject({ Status: 'FAILED', Error: 'Refused', Cause: 'because' });
  });

  it('of a name that was used fails with StepFunctions.ExecutionAlreadyExistsException', async () => {
    const StateMachineArn = aws.declare(child);
    await aws.finished(await aws.start(StateMachineArn, {}, 'taken'));

    const end = await aws.run(task(states('states:startExecution'), { StateMachineArn, Name: 'taken' }));

    expect(end.error).toBe('StepFunctions.ExecutionAlreadyExistsException');
  });
});
