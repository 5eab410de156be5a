import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionArn, named, startTestStepFunctions, throttled } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
let tries: number[];
beforeEach(async () => {
  aws = await startTestStepFunctions();
  tries = [];
});
afterEach(() => aws.close());

const task = (fields: object, Resource = functionArn('work')) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Work',
  States: {
    Work: { Type: 'Task', Resource, ...fields, Next: 'Done' },
    Done: { Type: 'Succeed' },
    ...(JSON.stringify(fields).includes('"Caught"')
      ? { Caught: { Type: 'Succeed', Output: { caught: '{% $states.input %}' } } }
      : {}),
  },
});

/** Fails as often as there are errors, then succeeds; notes the second of each try. */
function failing(...errors: Error[]) {
  aws.functions.work = () => {
    tries.push((aws.time.now() - Date.UTC(2026, 0, 1)) / 1000);
    const error = errors[tries.length - 1];
    if (error !== undefined) throw error;
    return 'done';
  };
}
const bad = (name = 'Bad') => named(name, 'no');
const many = (count: number, name?: string) => Array.from({ length: count }, () => bad(name));

describe('a Retry', () => {
  it('waits 1, 2 and 4 seconds when it says nothing else, and gives up after 3', async () => {
    failing(...many(9));

    const end = await aws.run(task({ Retry: [{ ErrorEquals: ['States.ALL'] }] }));

    expect(tries).toEqual([0, 1, 3, 7]);
    expect(end).toMatchObject({ status: 'FAILED', error: 'Bad', cause: '{"errorType":"Bad","errorMessage":"no"}' });
  });

  it('keeps to its interval, rate, longest delay and number', async () => {
    failing(...many(5));
    const Retry = [{ ErrorEquals: ['Bad'], IntervalSeconds: 3, BackoffRate: 3, MaxDelaySeconds: 20, MaxAttempts: 5 }];

    expect(await aws.run(task({ Retry }))).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
    expect(tries).toEqual([0, 3, 12, 32, 52, 72]);
  });

  it('counts each retrier by itself, and takes the first that knows the error', async () => {
    failing(bad('A'), bad('B'), bad('A'), bad('B'));
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 10, MaxAttempts: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 100, MaxAttempts: 5, BackoffRate: 1 },
    ];

    expect(await aws.run(task({ Retry }))).toMatchObject({ status: 'FAILED', error: 'A' });
    expect(tries).toEqual([0, 10, 110]);
  });

  it('with jitter waits no longer than without', async () => {
    failing(...many(3));
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 1, JitterStrategy: 'FULL' }];

    await aws.run(task({ Retry }));

    for (const [index, second] of tries.entries())
      expect(second - (tries[index - 1] ?? second)).toBeLessThanOrEqual(10);
    expect(tries).toHaveLength(4);
  });

  it('with MaxAttempts 0 keeps later retriers away from an error', async () => {
    failing(...many(5));

    await aws.run(task({ Retry: [{ ErrorEquals: ['Bad'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }] }));

    expect(tries).toEqual([0]);
  });

  it('shows the count of tries in the Context object', async () => {
    const counts: unknown[] = [];
    aws.functions.work = (event: unknown) => {
      counts.push(event);
      if (counts.length < 3) throw bad();
    };

    await aws.run(task({ Arguments: '{% $states.context.State.RetryCount %}', Retry: [{ ErrorEquals: ['Bad'] }] }));

    expect(counts).toEqual([0, 1, 2]);
  });
});

describe('a Catch', () => {
  it.each<[string[], boolean]>([
    [['Bad'], true],
    [['Other', 'Bad'], true],
    [['States.ALL'], true],
    [['States.TaskFailed'], true],
    [['Other'], false],
    [['States.Timeout'], false],
  ])('of %j catches an error called Bad: %j', async (ErrorEquals, isCaught) => {
    failing(bad());

    const end = await aws.run(task({ Catch: [{ ErrorEquals, Next: 'Caught' }] }));

    expect(end).toMatchObject(
      isCaught
        ? { output: '{"caught":{"Error":"Bad","Cause":"{\\"errorType\\":\\"Bad\\",\\"errorMessage\\":\\"no\\"}"}}' }
        : { error: 'Bad' },
    );
  });

  it('has Output and Assign of its own, which see the error', async () => {
    failing(bad());
    const Catch = [
      {
        ErrorEquals: ['States.ALL'],
        Output: { was: '{% $states.input.x %}', why: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
        Assign: { name: '{% $states.errorOutput.Error %}' },
        Next: 'Caught',
      },
    ];
    const definition = task({ Catch });
    definition.States.Caught = { Type: 'Succeed', Output: '{% [$name, $states.input] %}' } as never;

    expect((await aws.run(definition, { x: 1 })).output).toBe('["Bad",{"was":1,"why":"no"}]');
  });

  it('in JSONPath puts the error where ResultPath says', async () => {
    failing(bad());
    const Catch = [{ ErrorEquals: ['Bad'], ResultPath: '$.failure', Next: 'Done' }];
    const States = {
      Work: { Type: 'Task', Resource: functionArn('work'), Catch, Next: 'Done' },
      Done: { Type: 'Pass', End: true },
    };

    const end = await aws.run({ StartAt: 'Work', States }, { x: 1 });

    expect(JSON.parse(end.output!)).toMatchObject({ x: 1, failure: { Error: 'Bad' } });
  });

  it('catches an expression that fails, as States.QueryEvaluationError, after history told of it', async () => {
    failing();
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }];
    const arn = await aws.start(aws.declare(task({ Output: '{% $states.result.x %}', Catch })));

    expect((await aws.finished(arn)).output).toContain("specified for the field 'Output' returned nothing");
    const failed = (await aws.history(arn)).find(({ type }) => type === 'EvaluationFailed');
    expect(failed?.evaluationFailedEventDetails).toMatchObject({
      error: 'States.QueryEvaluationError',
      location: 'Output',
      state: 'Work',
    });
  });
});

describe('a task', () => {
  it.each([
    ['that Lambda does not run for want of concurrency', () => throttled, 'Lambda.TooManyRequestsException'],
    ['whose function throws', () => Promise.reject(named('Custom', 'x')), 'Custom'],
    ['whose function throws something without a name', () => Promise.reject(named('', 'x')), 'Lambda.Unknown'],
  ])('%s fails with %3$s', async (_title, handler, error) => {
    aws.functions.work = handler;

    expect(await aws.run(task({}))).toMatchObject({ status: 'FAILED', error });
  });

  it('of a function that does not exist fails with Lambda.ResourceNotFoundException', async () => {
    expect(await aws.run(task({}, functionArn('nobody')))).toMatchObject({ error: 'Lambda.ResourceNotFoundException' });
  });

  it.each([
    ['States.Timeout', true],
    ['States.ALL', true],
    ['States.TaskFailed', false],
  ])('that takes longer than TimeoutSeconds is States.Timeout, which %s catches: %j', async (name, isCaught) => {
    aws.functions.work = () => new Promise(() => undefined);
    const fields = { TimeoutSeconds: '{% 3 * 10 %}', Catch: [{ ErrorEquals: [name], Next: 'Caught' }] };
    const arn = await aws.start(aws.declare(task(fields)));
    const end = await aws.finished(arn);

    expect(end.stopDate).toEqual(new Date('2026-01-01T00:00:30Z'));
    expect(end).toMatchObject(
      isCaught ? { output: '{"caught":{"Error":"States.Timeout"}}' } : { error: 'States.Timeout' },
    );
    const timedOut = (await aws.history(arn)).find(({ type }) => type === 'LambdaFunctionTimedOut');
    expect(timedOut?.lambdaFunctionTimedOutEventDetails).toEqual({ error: 'States.Timeout' });
  });

  it('whose answer comes too late changes nothing any more', async () => {
    let answer = (_: string): void => undefined;
    aws.functions.work = () => new Promise((resolve) => (answer = resolve));
    const arn = await aws.start(aws.declare(task({ TimeoutSeconds: 5 })));
    await aws.finished(arn);
    const before = await aws.history(arn);

    answer('late');

    expect((await aws.finished(arn)).error).toBe('States.Timeout');
    expect(await aws.history(arn)).toEqual(before);
  });
});
