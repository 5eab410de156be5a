import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionArn, named, startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
beforeEach(async () => {
  aws = await startTestStepFunctions();
});
afterEach(() => aws.close());

const call = (name: string, fields: object = {}) => ({
  Type: 'Task',
  Resource: functionArn(name),
  End: true,
  ...fields,
});
const one = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });
const machine = (state: object, QueryLanguage = 'JSONata') => ({
  QueryLanguage,
  StartAt: 'All',
  States: { All: { ...state, Next: 'Done' }, Done: { Type: 'Succeed' } },
});
const result = async (definition: object, input: unknown) => {
  const end = await aws.run(definition, input);
  return end.output === undefined ? { error: end.error } : (JSON.parse(end.output) as unknown);
};

describe('a Parallel state', () => {
  it('gives the outputs of its branches in their order, however long each takes', async () => {
    const Branches = [
      {
        StartAt: 'Slow',
        States: { Slow: { Type: 'Wait', Seconds: 9, Next: 'Late' }, Late: { Type: 'Pass', Output: 'slow', End: true } },
      },
      one('Quick', { Type: 'Pass', Output: '{% $states.input.x %}', End: true }),
    ];

    expect(
      await result(machine({ Type: 'Parallel', Branches, Arguments: { x: '{% $states.input.n %}' } }), { n: 5 }),
    ).toEqual(['slow', 5]);
  });

  it('shapes its result as any other state', async () => {
    const Branches = [
      one('A', { Type: 'Pass', Result: 1, End: true }),
      one('B', { Type: 'Pass', Result: 2, End: true }),
    ];
    const fields = { Parameters: { p: 1 }, ResultSelector: { 'b.$': '$[1]' }, ResultPath: '$.r' };

    expect(await result(machine({ Type: 'Parallel', Branches, ...fields }, 'JSONPath'), { n: 5 })).toEqual({
      n: 5,
      r: { b: 2 },
    });
  });

  it('fails with the first branch that fails, stops the others, and history tells so', async () => {
    aws.functions.bad = () => Promise.reject(named('Bad', 'no'));
    const Branches = [one('Rest', { Type: 'Wait', Seconds: 1000, End: true }), one('Break', call('bad'))];
    const arn = await aws.start(aws.declare(machine({ Type: 'Parallel', Branches })));

    expect(await aws.finished(arn)).toMatchObject({
      status: 'FAILED',
      error: 'Bad',
      stopDate: new Date('2026-01-01T00:00:00Z'),
    });
    expect(aws.time.waiting).toBe(0);
    const history = await aws.history(arn);
    const failed = history.find(({ type }) => type === 'LambdaFunctionFailed')!;
    expect(history.slice(failed.id).map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
      ['TaskStateAborted', failed.id],
      ['WaitStateAborted', failed.id],
      ['ParallelStateFailed', failed.id],
      ['ExecutionFailed', failed.id! + 3],
    ]);
  });

  it('is tried again as a whole, and caught as a whole', async () => {
    let count = 0;
    aws.functions.bad = () => {
      count += 1;
      throw named('Bad', String(count));
    };
    const fields = {
      Branches: [one('Break', call('bad')), one('Fine', { Type: 'Pass', End: true })],
      Retry: [{ ErrorEquals: ['Bad'], MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['Bad'], Output: '{% $states.errorOutput.Error %}', Next: 'Done' }],
    };

    expect(await result(machine({ Type: 'Parallel', ...fields }), {})).toBe('Bad');
    expect(count).toBe(3);
  });

  it('may stand inside another', async () => {
    const inner = {
      Type: 'Parallel',
      Branches: [one('C', { Type: 'Pass', Output: 1, End: true }), one('D', { Type: 'Pass', Output: 2, End: true })],
      End: true,
    };

    expect(
      await result(
        machine({ Type: 'Parallel', Branches: [one('B', inner), one('E', { Type: 'Pass', Output: 3, End: true })] }),
        {},
      ),
    ).toEqual([[1, 2], 3]);
  });
});

describe('a Map state', () => {
  const processor = (state: object) => ({
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...one('Each', state) },
  });

  it.each<[string, object, unknown, unknown]>([
    ['the input', processor({ Type: 'Pass', Output: '{% $states.input * 2 %}', End: true }), [1, 2, 3], [2, 4, 6]],
    [
      'its Items',
      { Items: '{% $states.input.list %}', ...processor({ Type: 'Pass', End: true }) },
      { list: ['a'] },
      ['a'],
    ],
    ['an object', processor({ Type: 'Pass', End: true }), { a: 1 }, [{ Key: 'a', Value: 1 }]],
    ['nothing', { Items: [], ...processor({ Type: 'Pass', End: true }) }, {}, []],
    [
      'what ItemSelector makes',
      {
        Items: [5, 6],
        ItemSelector: {
          at: '{% $states.context.Map.Item.Index %}',
          v: '{% $states.context.Map.Item.Value %}',
          all: '{% $states.input.x %}',
        },
        ...processor({ Type: 'Pass', Output: '{% [$states.input, $states.context.Map.Item.Index] %}', End: true }),
      },
      { x: 'y' },
      [
        [{ at: 0, v: 5, all: 'y' }, 0],
        [{ at: 1, v: 6, all: 'y' }, 1],
      ],
    ],
  ])('runs its states for each item of %s', async (_title, fields, input, expected) => {
    expect(await result(machine({ Type: 'Map', ...fields }), input)).toEqual(expected);
  });

  it('in JSONPath runs its states for each member of an object', async () => {
    const fields = { ItemsPath: '$.servers', ...processor({ Type: 'Pass', End: true }) };

    expect(await result(machine({ Type: 'Map', ...fields }, 'JSONPath'), { servers: { a: 1, b: 2 } })).toEqual([
      { Key: 'a', Value: 1 },
      { Key: 'b', Value: 2 },
    ]);
  });

  it('in JSONPath takes ItemsPath, ItemSelector, ResultSelector and ResultPath', async () => {
    const fields = {
      ItemsPath: '$.list',
      ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index', 'all.$': '$.all' },
      ResultSelector: { 'made.$': '$[*].v' },
      ResultPath: '$.result',
      ...processor({ Type: 'Pass', End: true }),
    };

    expect(await result(machine({ Type: 'Map', ...fields }, 'JSONPath'), { list: [7, 8], all: true })).toEqual({
      list: [7, 8],
      all: true,
      result: { made: [7, 8] },
    });
  });

  it('runs no more at once than MaxConcurrency says', async () => {
    let [now, most] = [0, 0];
    aws.functions.slow = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    const items = Array.from({ length: 9 }, (_, index) => index);

    await aws.run(machine({ Type: 'Map', MaxConcurrency: '{% 2 + 1 %}', ...processor(call('slow')) }), items);
    expect(most).toBe(3);

    most = 0;
    await aws.run(machine({ Type: 'Map', MaxConcurrency: 1, ...processor(call('slow')) }), items);
    expect(most).toBe(1);
  });

  it.each<[object, string, string]>([
    [{ MaxConcurrency: '{% -1 %}' }, 'JSONata', 'States.QueryEvaluationError'],
    [{ MaxConcurrency: '{% 0.5 %}' }, 'JSONata', 'States.QueryEvaluationError'],
    [{ MaxConcurrencyPath: '$[0]' }, 'JSONPath', 'States.Runtime'],
  ])('fails with %j in %s instead of leaving items out', async (fields, language, error) => {
    const Each = { Type: 'Pass', End: true };

    expect(await result(machine({ Type: 'Map', ...fields, ...processor(Each) }, language), [0.5])).toEqual({ error });
  });

  it('fails with the first iteration that fails, and begins no other', async () => {
    const begun: number[] = [];
    aws.functions.pick = (n: number) => {
      begun.push(n);
      if (n === 2) throw named('Two', 'no');
    };
    const arn = await aws.start(
      aws.declare(machine({ Type: 'Map', MaxConcurrency: 1, ...processor(call('pick')) })),
      [1, 2, 3],
    );

    expect(await aws.finished(arn)).toMatchObject({ error: 'Two' });
    expect(begun).toEqual([1, 2]);
    expect((await aws.history(arn)).slice(-4).map(({ type }) => type)).toEqual([
      'MapIterationFailed',
      'TaskStateAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('fails when it has no list', async () => {
    expect(await result(machine({ Type: 'Map', ...processor({ Type: 'Pass', End: true }) }), 5)).toEqual({
      error: 'States.QueryEvaluationError',
    });
    expect(await result(machine({ Type: 'Map', ...processor({ Type: 'Pass', End: true }) }, 'JSONPath'), 5)).toEqual({
      error: 'States.Runtime',
    });
  });
});
