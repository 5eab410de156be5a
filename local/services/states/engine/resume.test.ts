import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { turnableTime } from '../../../testing/turnable-time.ts';
import { recordedStorage, storageAfter } from '../testing/recorded-storage.ts';
import { functionArn, named, startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';
import { soon } from '../../../testing/soon.ts';

const call = (name: string, fields: object = {}) => ({ Type: 'Task', Resource: functionArn(name), ...fields });

/** A bit of everything: retries, variables, branches, iterations, waits, caught failures, another execution. */
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Flaky',
  States: {
    Flaky: call('flaky', {
      Retry: [{ ErrorEquals: ['Again'], MaxAttempts: 3 }],
      Assign: { first: '{% $states.result %}' },
      Next: 'Both',
    }),
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Rest',
          States: {
            Rest: { Type: 'Wait', Seconds: 30, Assign: { rested: true }, Next: 'Left' },
            Left: { Type: 'Pass', Output: '{% [$rested, $first] %}', End: true },
          },
        },
        { StartAt: 'Double', States: { Double: call('double', { Arguments: 21, End: true }) } },
      ],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      Items: [1, 2, 3],
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: 'Twice',
        States: { Twice: call('double', { Next: 'Nap' }), Nap: { Type: 'Wait', Seconds: 5, End: true } },
      },
      Output: { both: '{% $states.input %}', each: '{% $states.result %}' },
      Next: 'Refused',
    },
    Refused: call('refused', {
      Catch: [
        {
          ErrorEquals: ['No'],
          Assign: { why: '{% $states.errorOutput.Error %}' },
          Output: '{% $states.input %}',
          Next: 'Child',
        },
      ],
      Next: 'Child',
    }),
    Child: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:child', Input: { n: 1 } },
      Output: {
        all: '{% $states.input %}',
        child: '{% $states.result.Output %}',
        why: '{% $why %}',
        first: '{% $first %}',
      },
      End: true,
    },
  },
};
const child = {
  QueryLanguage: 'JSONata',
  StartAt: 'Nap',
  States: { Nap: { Type: 'Wait', Seconds: 7, Next: 'Out' }, Out: { Type: 'Succeed' } },
};
const expected = {
  all: { both: [[true, 'ok'], 42], each: [2, 4, 6] },
  child: { n: 1 },
  why: 'No',
  first: 'ok',
};

const ask = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sns:publish.waitForTaskToken',
  Arguments: { TopicArn: 't', Message: '{% $states.context.Task.Token %}' },
  End: true,
};

let open: TestStepFunctions[] = [];
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
});

/** Step Functions in a process that begins now; what it is asked to do is counted. */
async function process(options: Parameters<typeof startTestStepFunctions>[0]) {
  const aws = await startTestStepFunctions(options);
  open.push(aws);
  const counts = { flaky: 0, double: 0, refused: 0 };
  aws.functions.flaky = () => {
    counts.flaky += 1;
    if (counts.flaky < 3) throw named('Again', 'x');
    return 'ok';
  };
  aws.functions.double = (n: number) => {
    counts.double += 1;
    return n * 2;
  };
  aws.functions.refused = () => Promise.reject(named('No', 'x'));
  aws.declare(definition, { name: 'main' });
  aws.declare(child, { name: 'child' });
  return { aws, counts };
}
const mainArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:main';
const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:main:run';

describe('an execution whose process was killed', () => {
  it('ends as it would have ended, wherever that happened', async () => {
    const { storage, writes } = recordedStorage();
    const whole = await process({ storage });
    await whole.aws.start(mainArn, {}, 'run');
    expect(JSON.parse((await whole.aws.finished(executionArn)).output!)).toEqual(expected);
    const begin = writes.findIndex(({ table }) => table === 'states-executions') + 1;
    expect(writes.length - begin).toBeGreaterThan(60);

    for (let count = begin; count <= writes.length; count += 1) {
      const { aws, counts } = await process({
        storage: storageAfter(writes.slice(0, count)),
        time: turnableTime(whole.aws.time.now()),
      });
      aws.functions.flaky = () => 'ok';
      aws.states.resume();

      const end = await aws.finished(executionArn);
      expect(
        JSON.parse(end.output ?? 'null'),
        `after ${count} of ${writes.length} writes: ${end.error ?? ''} ${end.cause ?? ''}`,
      ).toEqual(expected);
      // What had been left is not run again; what had not is run once more.
      const left = writes
        .slice(0, count)
        .filter(({ value }) => /TaskStateExited.*"(Double|Twice)"/.test(JSON.stringify(value ?? null)));
      expect(counts.double, `after ${count} writes`).toBe(4 - left.length);
      await aws.close();
      open = open.filter((one) => one !== aws);
    }
  });

  it('waits until the time that it waited for, and no longer', async () => {
    const storage = memoryStorage();
    const time = turnableTime();
    const { aws } = await process({ storage, time });
    const arn = await aws.start(aws.declare(child, { name: 'child' }), { n: 2 });
    await vi.waitFor(() => expect(time.waiting).toBe(1), soon);
    await aws.states.close();
    await time.turn(3000);

    const next = await process({ storage, time });
    next.aws.states.resume();

    expect((await next.aws.finished(arn)).stopDate).toEqual(new Date('2026-01-01T00:00:07Z'));
  });

  it('keeps the count of its retries', async () => {
    const storage = memoryStorage();
    const time = turnableTime();
    const { aws } = await process({ storage, time });
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: { A: call('refused', { Retry: [{ ErrorEquals: ['No'], MaxAttempts: 2 }], End: true }) },
    };
    const arn = await aws.start(aws.declare(machine, { name: 'retries' }));
    await vi.waitFor(() => expect(time.waiting).toBe(1), soon);
    await time.turn(1000);
    await vi.waitFor(() => expect(time.waiting).toBe(1), soon);
    await aws.states.close();

    const next = await process({ storage, time });
    let tries = 0;
    next.aws.functions.refused = () => {
      tries += 1;
      throw named('No', 'x');
    };
    next.aws.states.resume();

    expect((await next.aws.finished(arn)).error).toBe('No');
    expect(tries).toBe(1);
  });

  it('runs a task again that was under way, and history shows both', async () => {
    const storage = memoryStorage();
    const { aws } = await process({ storage });
    aws.functions.flaky = () => new Promise(() => undefined);
    const machine = { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: call('flaky', { End: true }) } };
    const arn = await aws.start(aws.declare(machine, { name: 'one' }));
    await vi.waitFor(async () => expect((await aws.history(arn)).at(-1)?.type).toBe('LambdaFunctionStarted'), soon);
    await aws.states.close();

    const next = await process({ storage });
    next.aws.functions.flaky = () => 'second';
    next.aws.states.resume();

    expect((await next.aws.finished(arn)).output).toBe('"second"');
    expect((await next.aws.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('still waits for the token that was given away, and asks nobody again', async () => {
    const storage = memoryStorage();
    const { aws } = await process({ storage });
    const arn = await aws.start(
      aws.declare({ QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: ask } }, { name: 'ask' }),
    );
    await vi.waitFor(async () => expect((await aws.history(arn)).at(-1)?.type).toBe('TaskSubmitted'), soon);
    const taskToken = String(aws.calls[0]!.input.Message);
    await aws.states.close();

    const next = await process({ storage });
    next.aws.states.resume();
    await vi.waitFor(() => next.aws.client.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' })), soon);

    expect((await next.aws.finished(arn)).output).toBe('"yes"');
    expect(next.aws.calls).toEqual([]);
  });

  it('has the result that was sent with its token, if the sender was answered', async () => {
    const { storage, writes } = recordedStorage();
    const { aws } = await process({ storage });
    const machine = { QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: ask } };
    const arn = await aws.start(aws.declare(machine, { name: 'ask' }));
    await vi.waitFor(async () => expect((await aws.history(arn)).at(-1)?.type).toBe('TaskSubmitted'), soon);
    const taskToken = String(aws.calls[0]!.input.Message);
    const before = writes.length;
    await aws.client.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' }));

    const next = await process({ storage: storageAfter(writes.slice(0, before + 1)) });
    next.aws.states.resume();

    expect((await next.aws.finished(arn)).output).toBe('"yes"');
  });

  it('goes on with the definition that it began with', async () => {
    const storage = memoryStorage();
    const { aws } = await process({ storage });
    const arn = await aws.start(aws.declare(child, { name: 'changing' }), 1);
    await aws.states.close();

    const next = await process({ storage });
    next.aws.declare({ StartAt: 'X', States: { X: { Type: 'Fail' } } }, { name: 'changing' });
    next.aws.states.resume();

    expect((await next.aws.finished(arn)).output).toBe('1');
  });

  it('fails, and somebody is told, when its definition cannot run any more', async () => {
    const storage = memoryStorage();
    const { aws } = await process({ storage });
    const machine = {
      StartAt: 'Rest',
      States: {
        Rest: { Type: 'Wait', Seconds: 9, Next: 'Get' },
        Get: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:ssm:getParameter', End: true },
      },
    };
    const arn = await aws.start(aws.declare(machine, { name: 'old' }));
    await aws.states.close();

    const next = await process({ storage, canCall: () => false });
    next.aws.states.resume();

    expect(await next.aws.finished(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(next.aws.problems.join()).toContain('The definition of this execution cannot run any more');
  });

  it('is forgotten 90 days after its end, with its history', async () => {
    const storage = memoryStorage();
    const time = turnableTime();
    const { aws } = await process({ storage, time });
    const arn = await aws.start(aws.declare(child, { name: 'child' }));
    await aws.finished(arn);
    await aws.states.close();
    await time.turn(91 * 24 * 3600 * 1000);

    const next = await process({ storage, time });
    next.aws.states.resume();

    await expect(next.aws.history(arn)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    expect(storage.table('states-history', String).size).toBe(0);
  });

  it('leaves nothing but its history and its record when it has ended', async () => {
    const storage = memoryStorage();
    const { aws } = await process({ storage });
    await aws.start(mainArn, {}, 'run');
    await aws.finished(executionArn);

    expect(storage.table('states-progress', String).size).toBe(0);
    expect(aws.time.waiting).toBe(0);
  });
});
