import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
beforeAll(async () => {
  aws = await startTestStepFunctions();
});
afterAll(() => aws.close());

const input = {
  text: 'log-2026.txt',
  star: 'a*b',
  n: 5,
  same: 5,
  yes: true,
  nothing: null,
  at: '2026-03-01T12:00:00Z',
  later: '2026-03-01T14:00:00+01:00',
  list: [1],
};

const path = (rule: object) => ({
  StartAt: 'Choose',
  States: {
    Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: true, End: true },
    No: { Type: 'Pass', Result: false, End: true },
  },
});

describe('a rule in JSONPath', () => {
  const v = (name: string, rest: object) => ({ Variable: `$.${name}`, ...rest });

  it.each<[object, boolean]>([
    [v('text', { StringEquals: 'log-2026.txt' }), true],
    [v('text', { StringEquals: 'other' }), false],
    [v('n', { StringEquals: '5' }), false],
    [v('text', { StringLessThan: 'm' }), true],
    [v('text', { StringGreaterThan: 'm' }), false],
    [v('text', { StringLessThanEquals: 'log-2026.txt' }), true],
    [v('text', { StringGreaterThanEquals: 'log-2026.txt' }), true],
    [v('text', { StringEqualsPath: '$.text' }), true],
    [v('text', { StringMatches: 'log-*.txt' }), true],
    [v('text', { StringMatches: '*' }), true],
    [v('text', { StringMatches: 'log-*.tx' }), false],
    [v('star', { StringMatches: 'a\\*b' }), true],
    [v('text', { StringMatches: 'log\\*' }), false],
    [v('n', { NumericEquals: 5 }), true],
    [v('n', { NumericEqualsPath: '$.same' }), true],
    [v('n', { NumericLessThan: 5 }), false],
    [v('n', { NumericLessThanEquals: 5 }), true],
    [v('n', { NumericGreaterThan: 4.9 }), true],
    [v('n', { NumericGreaterThanEquals: 6 }), false],
    [v('n', { NumericLessThanPath: '$.text' }), false],
    [v('yes', { BooleanEquals: true }), true],
    [v('yes', { BooleanEqualsPath: '$.yes' }), true],
    [v('n', { BooleanEquals: true }), false],
    [v('at', { TimestampEquals: '2026-03-01T12:00:00.000Z' }), true],
    [v('at', { TimestampLessThanPath: '$.later' }), true],
    [v('at', { TimestampGreaterThan: '2026-03-01T11:59:59Z' }), true],
    [v('at', { TimestampLessThanEquals: '2026-03-01T12:00:00Z' }), true],
    [v('at', { TimestampGreaterThanEquals: '2027-01-01T00:00:00Z' }), false],
    [v('nothing', { IsNull: true }), true],
    [v('n', { IsNull: false }), true],
    [v('missing', { IsPresent: false }), true],
    [v('nothing', { IsPresent: true }), true],
    [v('n', { IsNumeric: true }), true],
    [v('text', { IsNumeric: true }), false],
    [v('text', { IsString: true }), true],
    [v('yes', { IsBoolean: true }), true],
    [v('at', { IsTimestamp: true }), true],
    [v('text', { IsTimestamp: true }), false],
    [{ Variable: '$.list[0]', NumericEquals: 1 }, true],
    [{ Variable: '$$.State.Name', StringEquals: 'Choose' }, true],
    [{ Not: v('n', { NumericEquals: 5 }) }, false],
    [{ And: [v('n', { NumericEquals: 5 }), v('yes', { BooleanEquals: true })] }, true],
    [{ And: [v('n', { NumericEquals: 5 }), v('yes', { BooleanEquals: false })] }, false],
    [{ Or: [v('n', { NumericEquals: 6 }), { Not: v('yes', { BooleanEquals: false }) }] }, true],
    [{ And: [v('missing', { IsPresent: true }), v('missing', { NumericEquals: 1 })] }, false],
  ])('%j is %j', async (rule, expected) => {
    expect(JSON.parse((await aws.run(path(rule), input)).output!)).toBe(expected);
  });

  it('of the shape x*x*…*y takes no longer for a long text', async () => {
    const rule = v('long', { StringMatches: `${'a*'.repeat(200)}b` });

    expect((await aws.run(path(rule), { long: 'a'.repeat(20_000) })).output).toBe('false');
  });

  it('whose path leads nowhere fails the execution with States.Runtime', async () => {
    expect(await aws.run(path(v('missing', { NumericEquals: 1 })), input)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining("Invalid path '$.missing'") as unknown,
    });
  });

  it.each([
    [{ Variable: '$.a' }, 'A rule has exactly one comparison'],
    [{ Variable: '$.a', IsNull: true, NumericEquals: 1 }, 'A rule has exactly one comparison'],
    [{ Variable: '$.a', NumericEquals: 'x' }, 'NumericEquals cannot compare with "x"'],
    [{ Variable: '$.a', TimestampEquals: 'yesterday' }, 'TimestampEquals cannot compare with "yesterday"'],
    [{ Variable: '$.a', NumericNearly: 1 }, "Field 'NumericNearly' is not supported"],
    [{ Variable: '$.a', toStringPath: '$.b' }, 'A rule has exactly one comparison'],
    [{ NumericEquals: 1 }, "The field 'Variable' is required"],
    [{ Condition: '{% true %}' }, "Field 'Condition' is not supported"],
  ])('%j is refused with the definition', (rule, why) => {
    expect(() => aws.declare(path(rule))).toThrow(why);
  });
});

describe('a rule in JSONata', () => {
  const choose = (choices: object[], rest: object = { Default: 'Else' }) => ({
    QueryLanguage: 'JSONata',
    StartAt: 'Choose',
    States: {
      Choose: { Type: 'Choice', Choices: choices.map((choice) => ({ Next: 'Taken', ...choice })), ...rest },
      Taken: {
        Type: 'Pass',
        Output: { in: '{% $states.input %}', rule: '{% $exists($rule) ? $rule : 0 %}' },
        End: true,
      },
      Else: { Type: 'Pass', Output: 'else', End: true },
    },
  });
  const result = async (definition: object) => JSON.parse((await aws.run(definition, { n: 5 })).output!) as unknown;

  it('is the first whose condition holds, and brings its own Assign and Output', async () => {
    const choices = [
      { Condition: '{% $states.input.n > 9 %}', Assign: { rule: 1 } },
      { Condition: '{% $states.input.n > 4 %}', Assign: { rule: 2 }, Output: '{% $states.input.n * 2 %}' },
      { Condition: true, Assign: { rule: 3 } },
    ];

    expect(await result(choose(choices))).toEqual({ in: 10, rule: 2 });
  });

  it('leads to Default when none holds', async () => {
    expect(await result(choose([{ Condition: false }]))).toBe('else');
  });

  it('that holds nowhere, without Default, fails with States.Runtime', async () => {
    const definition = choose([{ Condition: '{% $states.input.n = 1 %}' }, { Condition: false, Next: 'Else' }], {});

    expect(await aws.run(definition, { n: 5 })).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('does not point to a next state') as unknown,
    });
  });

  it('that is not true or false fails, and says where', async () => {
    expect(await aws.run(choose([{ Condition: '{% $states.input.n %}' }]), { n: 5 })).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringMatching(
        /'Choices\[0\]\/Condition' returned an unexpected result type\. Expected 'boolean'/,
      ) as unknown,
    });
  });
});
