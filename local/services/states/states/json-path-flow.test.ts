import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionArn, startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
const seen: unknown[] = [];
beforeAll(async () => {
  aws = await startTestStepFunctions();
  aws.functions.echo = (event: unknown) => {
    seen.push(event);
    return { got: event, extra: 1 };
  };
});
afterAll(() => aws.close());

const input = { order: { id: 7, lines: [1, 2] }, flag: true };

/** What comes out of a task that is given these fields. */
async function through(fields: object, given: unknown = input) {
  seen.length = 0;
  const task = { Type: 'Task', Resource: functionArn('echo'), End: true, ...fields };
  const end = await aws.run({ StartAt: 'Echo', States: { Echo: task } }, given);
  return {
    given: seen[0],
    ...(end.output === undefined
      ? { error: end.error, cause: end.cause }
      : { output: JSON.parse(end.output) as unknown }),
  };
}

describe('the data of a JSONPath state', () => {
  it('is the whole input and the whole result when no field says otherwise', async () => {
    expect(await through({})).toEqual({ given: input, output: { got: input, extra: 1 } });
  });

  it('goes through InputPath, Parameters, ResultSelector, ResultPath and OutputPath, in this order', async () => {
    const fields = {
      InputPath: '$.order',
      Parameters: { 'number.$': '$.id', fixed: { 'lines.$': '$.lines[*]' }, 'state.$': '$$.State.Name' },
      ResultSelector: { 'number.$': '$.got.number', 'extra.$': 'States.MathAdd($.extra, 1)' },
      ResultPath: '$.order.result',
      OutputPath: '$.order',
    };

    expect(await through(fields)).toEqual({
      given: { number: 7, fixed: { lines: [1, 2] }, state: 'Echo' },
      output: { id: 7, lines: [1, 2], result: { number: 7, extra: 2 } },
    });
  });

  it.each([
    [{ InputPath: null }, { given: {}, output: { got: {}, extra: 1 } }],
    [{ ResultPath: null }, { given: input, output: input }],
    [{ OutputPath: null }, { given: input, output: {} }],
    [
      { ResultPath: '$', OutputPath: '$.extra' },
      { given: input, output: 1 },
    ],
    [{ InputPath: '$$.Execution.Input.flag' }, { given: true, output: { got: true, extra: 1 } }],
  ])('with %j is what the field says', async (fields, expected) => {
    expect(await through(fields)).toEqual(expected);
  });

  it('that a path does not find fails the execution with States.Runtime, which nothing catches', async () => {
    const fields = { Parameters: { 'x.$': '$.missing' }, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] };
    const States = {
      Echo: { Type: 'Task', Resource: functionArn('echo'), End: true, ...fields },
      Caught: { Type: 'Succeed' },
    };

    expect(await aws.run({ StartAt: 'Echo', States }, input)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'Echo' (entered at the event id #2). The JSONPath '$.missing' specified " +
        `for the field 'Parameters/x.$' could not be found in the input '${JSON.stringify(input)}'`,
    });
  });

  it('cannot be put where ResultPath finds no object: States.ResultPathMatchFailure', async () => {
    expect(await through({ ResultPath: '$.flag.x' })).toMatchObject({ error: 'States.ResultPathMatchFailure' });
  });

  it('may be assigned to variables, which later states use', async () => {
    const States = {
      Keep: { Type: 'Pass', Assign: { 'id.$': '$.order.id', plain: [1] }, Next: 'Use' },
      Use: {
        Type: 'Pass',
        Parameters: { 'made.$': "States.Format('{}-{}', $id, $plain[0])", 'plain.$': '$plain' },
        End: true,
      },
    };

    const end = await aws.run({ StartAt: 'Keep', States }, input);

    expect(JSON.parse(end.output!)).toEqual({ made: '7-1', plain: [1] });
  });

  it('meets states in JSONata in the same definition', async () => {
    const States = {
      Path: { Type: 'Pass', Parameters: { 'n.$': '$.order.id' }, Assign: { five: 5 }, Next: 'Ata' },
      Ata: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.n + $five %}', End: true },
    };

    expect((await aws.run({ StartAt: 'Path', States }, input)).output).toBe('12');
  });

  it('of a Pass state is its Result', async () => {
    const States = { Set: { Type: 'Pass', Result: { 'a.$': '$.x' }, ResultPath: '$.set', End: true } };

    const end = await aws.run({ StartAt: 'Set', States }, { flag: 1 });

    expect(JSON.parse(end.output!)).toEqual({ flag: 1, set: { 'a.$': '$.x' } });
  });
});
