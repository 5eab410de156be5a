import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';
import { soon } from '../../../testing/soon.ts';

let aws: TestStepFunctions;
beforeEach(async () => {
  aws = await startTestStepFunctions();
});
afterEach(() => aws.close());

const quick = { QueryLanguage: 'JSONata', StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } };
const slow = { QueryLanguage: 'JSONata', StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 60, End: true } } };
const start = (stateMachineArn: string, input?: string, name?: string) =>
  aws.client.send(new StartExecutionCommand({ stateMachineArn, input, name }));

describe('an Express state machine', () => {
  it('runs within StartSyncExecution, and leaves no record', async () => {
    const arn = aws.declare(slow, { type: 'EXPRESS' });
    const running = aws.client.send(
      new StartSyncExecutionCommand({ stateMachineArn: arn, input: '{"a":1}', name: 'n' }),
    );
    await vi.waitFor(() => expect(aws.time.waiting).toBe(2), soon);
    await aws.time.turn(60_000);
    const end = await running;

    expect(end).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":1}',
      name: 'n',
      billingDetails: { billedDurationInMilliseconds: 60_000 },
    });
    await expect(
      aws.client.send(new DescribeExecutionCommand({ executionArn: end.executionArn! })),
    ).rejects.toMatchObject({ name: 'InvalidArn' });
  });

  it('takes five minutes at most', async () => {
    const endless = { ...slow, States: { Rest: { Type: 'Wait', Seconds: 1000, End: true } } };
    const running = aws.client.send(
      new StartSyncExecutionCommand({ stateMachineArn: aws.declare(endless, { type: 'EXPRESS' }) }),
    );
    await vi.waitFor(() => expect(aws.time.waiting).toBe(2), soon);
    await aws.time.turn(1_000_000);

    expect(await running).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date('2026-01-01T00:05:00Z') });
  });

  it('may start twice by the same name', async () => {
    const arn = aws.declare(quick, { type: 'EXPRESS' });

    expect((await start(arn, '{}', 'n')).executionArn).not.toBe((await start(arn, '{}', 'n')).executionArn);
  });

  it('and a Standard one are not taken for each other', async () => {
    const standard = new StartSyncExecutionCommand({ stateMachineArn: aws.declare(quick) });
    const listed = new ListExecutionsCommand({ stateMachineArn: aws.declare(quick, { type: 'EXPRESS' }) });

    await expect(aws.client.send(standard)).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported' });
    await expect(aws.client.send(listed)).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported' });
  });
});
