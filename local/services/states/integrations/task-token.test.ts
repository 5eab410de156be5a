import { SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';
import { soon } from '../../../testing/soon.ts';

let aws: TestStepFunctions;
beforeEach(async () => {
  aws = await startTestStepFunctions();
});
afterEach(() => aws.close());

const definition = (fields: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: { QueueUrl: 'q', MessageBody: { token: '{% $states.context.Task.Token %}' } },
      ...fields,
      End: true,
    },
  },
});

/** Starts an execution that asks, and takes its token out of the message. */
async function ask(fields: object = {}) {
  const arn = await aws.start(aws.declare(definition(fields)));
  await vi.waitFor(async () => expect((await aws.history(arn)).at(-1)?.type).toBe('TaskSubmitted'), soon);
  const { token } = JSON.parse(String(aws.calls.at(-1)!.input.MessageBody)) as { token: string };
  return { arn, token };
}
const succeed = (taskToken: string, output: string) =>
  aws.client.send(new SendTaskSuccessCommand({ taskToken, output }));

describe('a task that waits for its token', () => {
  it('has the result that is sent with it', async () => {
    const { arn, token } = await ask();

    await succeed(token, '{"answer":[42]}');

    expect(await aws.finished(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"answer":[42]}' });
    expect((await aws.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails with the error that is sent with it', async () => {
    const { arn, token } = await ask();

    await aws.client.send(new SendTaskFailureCommand({ taskToken: token, error: 'Declined', cause: 'too hot' }));

    expect(await aws.finished(arn)).toMatchObject({ status: 'FAILED', error: 'Declined', cause: 'too hot' });
  });

  it('may be answered before the call that hands the token over has returned', async () => {
    aws.services['sqs:SendMessage'] = async ({ MessageBody }) => {
      const { token } = JSON.parse(String(MessageBody)) as { token: string };
      await succeed(token, '"quick"');
      return { MessageId: 'm' };
    };

    expect((await aws.run(definition())).output).toBe('"quick"');
  });

  it('times out when nobody answers, or when heartbeats stay away', async () => {
    const silent = await ask({ TimeoutSeconds: 60 });
    expect(await aws.finished(silent.arn)).toMatchObject({ error: 'States.Timeout' });

    const { arn, token } = await ask({ HeartbeatSeconds: 10, TimeoutSeconds: 1000 });
    const begin = aws.time.now();
    await aws.time.turn(9000);
    await aws.client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
    await aws.time.turn(9000);
    expect((await aws.history(arn)).at(-1)?.type).toBe('TaskSubmitted');

    const end = await aws.finished(arn);
    expect(end.error).toBe('States.Timeout');
    expect(end.stopDate!.getTime() - begin).toBe(19_000);
  });

  it.each(['States.HeartbeatTimeout', 'States.Timeout'])('whose heartbeats stay away is caught as %s', async (name) => {
    const Catch = [{ ErrorEquals: [name], Next: 'Caught' }];
    const machine = definition({ HeartbeatSeconds: 10, Catch });

    expect(await aws.run({ ...machine, States: { ...machine.States, Caught: { Type: 'Succeed' } } })).toMatchObject({
      status: 'SUCCEEDED',
    });
  });

  it('takes one answer: a second one, and one after the end, is TaskTimedOut', async () => {
    const { arn, token } = await ask();
    await succeed(token, '1');

    await expect(succeed(token, '2')).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect((await aws.finished(arn)).output).toBe('1');
    await expect(succeed(token, '3')).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('has a new token for each try', async () => {
    const { arn, token } = await ask({ Retry: [{ ErrorEquals: ['Again'], MaxAttempts: 1 }] });
    await aws.client.send(new SendTaskFailureCommand({ taskToken: token, error: 'Again' }));
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);
    await aws.time.turn(1000);
    await vi.waitFor(() => expect(aws.calls).toHaveLength(2), soon);
    const second = (JSON.parse(String(aws.calls[1]!.input.MessageBody)) as { token: string }).token;

    expect(second).not.toBe(token);
    await vi.waitFor(() => succeed(second, '"done"'), soon);
    expect((await aws.finished(arn)).output).toBe('"done"');
  });
});

describe('a token', () => {
  it.each(['x', 'AAAA', Buffer.from('["no:such","x"]').toString('base64')])('%s is InvalidToken', async (token) => {
    await expect(succeed(token, '1')).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('comes with JSON, or with InvalidOutput', async () => {
    const { token } = await ask();

    await expect(succeed(token, '{')).rejects.toMatchObject({ name: 'InvalidOutput' });
    await succeed(token, '{}');
  });
});
