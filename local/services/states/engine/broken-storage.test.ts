import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { breakingStorage } from '../../dynamodb/testing/breaking-storage.ts';
import { functionArn, startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';
import { soon } from '../../../testing/soon.ts';

let aws: TestStepFunctions | undefined;
afterEach(() => aws?.close());

describe('an execution whose end cannot be written down', () => {
  it('because it ran to its end goes on at the next start', async () => {
    const kept = memoryStorage();
    const storage = breakingStorage(kept);
    aws = await startTestStepFunctions({ storage });
    aws.functions.work = () => void (storage.writesLeft = 0);
    const machine = { StartAt: 'A', States: { A: { Type: 'Task', Resource: functionArn('work'), End: true } } };
    const executionArn = await aws.start(aws.declare(machine, { name: 'm' }));
    await vi.waitFor(
      () => expect(aws?.problems.at(-1)).toMatch(/goes on at the next start: The storage is broken/),
      soon,
    );
    await aws.close();

    aws = await startTestStepFunctions({ storage: kept });
    aws.functions.work = () => 'done';
    aws.declare(machine, { name: 'm' });
    aws.states.resume();

    expect(await aws.finished(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  });

  it('because its time was over ends at the next start', async () => {
    const kept = memoryStorage();
    const storage = breakingStorage(kept);
    aws = await startTestStepFunctions({ storage });
    const wait = { Type: 'Wait', Seconds: 100, End: true };
    const machine = { TimeoutSeconds: 60, StartAt: 'A', States: { A: wait } };
    const executionArn = await aws.start(aws.declare(machine, { name: 'm' }));
    await vi.waitFor(() => expect(aws?.time.waiting).toBe(2), soon);
    const { time, problems } = aws;
    storage.writesLeft = 0;
    await time.turn(60_000);
    expect(problems.at(-1)).toMatch(/goes on at the next start: The storage is broken/);
    await aws.close();

    aws = await startTestStepFunctions({ storage: kept, time });
    aws.declare(machine, { name: 'm' });
    aws.states.resume();

    expect(await aws.finished(executionArn)).toMatchObject({ status: 'TIMED_OUT' });
  });
});
