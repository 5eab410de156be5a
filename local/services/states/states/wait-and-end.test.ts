import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';
import { soon } from '../../../testing/soon.ts';

let aws: TestStepFunctions;
beforeEach(async () => {
  aws = await startTestStepFunctions();
});
afterEach(() => aws.close());

const waits = (fields: object, QueryLanguage = 'JSONata') => ({
  QueryLanguage,
  StartAt: 'Rest',
  States: { Rest: { Type: 'Wait', ...fields, Next: 'Done' }, Done: { Type: 'Succeed' } },
});

/** How many seconds an execution takes. */
async function secondsOf(definition: object, input: unknown = {}) {
  const { status, startDate, stopDate } = await aws.run(definition, input);
  expect(status).toBe('SUCCEEDED');
  return (stopDate!.getTime() - startDate!.getTime()) / 1000;
}

describe('a Wait state', () => {
  it.each<[object, string, number]>([
    [{ Seconds: 90 }, 'JSONata', 90],
    [{ Seconds: 0 }, 'JSONata', 0],
    [{ Seconds: '{% $states.input.s * 2 %}' }, 'JSONata', 14],
    [{ Timestamp: '2026-01-01T01:00:00Z' }, 'JSONata', 3600],
    [{ Timestamp: '2020-01-01T01:00:00Z' }, 'JSONata', 0],
    [{ Timestamp: '{% $fromMillis($millis() + 5000) %}' }, 'JSONata', 5],
    [{ Seconds: 8_000_000 }, 'JSONata', 8_000_000],
    [{ SecondsPath: '$.s' }, 'JSONPath', 7],
    [{ TimestampPath: '$.t' }, 'JSONPath', 60],
  ])('with %j in %s', async (fields, language, seconds) => {
    expect(await secondsOf(waits(fields, language), { s: 7, t: '2026-01-01T00:01:00Z' })).toBe(seconds);
  });

  it.each([
    [{ Seconds: '{% "x" %}' }, 'JSONata', 'States.QueryEvaluationError'],
    [{ Seconds: '{% 1.5 %}' }, 'JSONata', 'States.QueryEvaluationError'],
    [{ Seconds: '{% -1 %}' }, 'JSONata', 'States.QueryEvaluationError'],
    [{ Seconds: '{% 100000000 %}' }, 'JSONata', 'States.QueryEvaluationError'],
    [{ Timestamp: '{% "soon" %}' }, 'JSONata', 'States.Runtime'],
    [{ SecondsPath: '$.half' }, 'JSONPath', 'States.Runtime'],
    [{ SecondsPath: '$.much' }, 'JSONPath', 'States.Runtime'],
  ])('with %j fails', async (fields, language, error) => {
    expect(await aws.run(waits(fields, language), { half: 1.5, much: 100_000_000 })).toMatchObject({ error });
  });
});

describe('a Fail state', () => {
  it.each<[string, object, unknown]>([
    ['JSONata', { Error: 'Bad', Cause: '{% "because " & $states.input.why %}' }, { error: 'Bad', cause: 'because so' }],
    ['JSONata', {}, { status: 'FAILED' }],
    ['JSONPath', { Error: 'Bad', Cause: 'plain' }, { error: 'Bad', cause: 'plain' }],
    ['JSONPath', { ErrorPath: '$.why', CausePath: "States.Format('{}!', $.why)" }, { error: 'so', cause: 'so!' }],
  ])('in %s with %j ends the execution with that', async (QueryLanguage, fields, expected) => {
    const end = await aws.run(
      { QueryLanguage, StartAt: 'No', States: { No: { Type: 'Fail', ...fields } } },
      { why: 'so' },
    );

    expect(end).toMatchObject(expected as object);
  });
});

describe('an execution', () => {
  it('that takes longer than TimeoutSeconds ends as TIMED_OUT, in the middle of a state', async () => {
    const arn = await aws.start(aws.declare({ ...waits({ Seconds: 100 }), TimeoutSeconds: 60 }));
    const end = await aws.finished(arn);

    expect(end).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date('2026-01-01T00:01:00Z') });
    expect(end.error).toBeUndefined();
    expect((await aws.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'ExecutionTimedOut',
    ]);
    expect(aws.time.waiting).toBe(0);
  });

  it('that never ends by itself ends when its history is full, and lets others have their turn', async () => {
    const States = {
      Again: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Out' }], Default: 'Again' },
      Out: { Type: 'Succeed' },
    };
    const arn = await aws.start(aws.declare({ QueryLanguage: 'JSONata', StartAt: 'Again', States }));
    const other = await aws.run(waits({ Seconds: 1 }));

    expect(other.status).toBe('SUCCEEDED');
    expect(await aws.finished(arn)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('maximum number of history events (25000)') as unknown,
    });
  });

  it('whose data grow beyond 256 KiB fails with States.DataLimitExceeded, which States.ALL does not catch', async () => {
    const inner = { Type: 'Pass', Output: '{% $pad("", 300000, "x") %}', End: true };
    const States = {
      Grow: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Inner', States: { Inner: inner } }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        Next: 'Caught',
      },
      Caught: { Type: 'Succeed' },
    };

    expect(await aws.run({ QueryLanguage: 'JSONata', StartAt: 'Grow', States })).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  it('that goes on while others wait does not wait for them', async () => {
    const slow = await aws.start(aws.declare(waits({ Seconds: 1000 })));
    await vi.waitFor(() => expect(aws.time.waiting).toBe(1), soon);

    const quick = await aws.start(aws.declare(waits({ Seconds: 1 })));
    await vi.waitFor(() => expect(aws.time.waiting).toBe(2), soon);
    await aws.time.turn(1000);

    expect((await aws.finished(quick)).stopDate).toEqual(new Date('2026-01-01T00:00:01Z'));
    expect((await aws.finished(slow)).stopDate).toEqual(new Date('2026-01-01T00:16:40Z'));
  });
});
