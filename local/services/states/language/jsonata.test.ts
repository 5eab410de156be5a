import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
beforeAll(async () => {
  aws = await startTestStepFunctions();
});
afterAll(() => aws.close());

const input = {
  name: 'Fafnir',
  heads: 3,
  isTame: false,
  nothing: null,
  sizes: [4, 9, 1],
  hoard: [
    { what: 'ring', worth: 7 },
    { what: 'crown', worth: 12 },
  ],
};

/** What a Pass state makes of the input with this Output. */
async function output(Output: unknown, given: unknown = input) {
  const end = await aws.run(
    { QueryLanguage: 'JSONata', StartAt: 'Make', States: { Make: { Type: 'Pass', Output, End: true } } },
    given,
  );
  return end.output === undefined ? { error: end.error, cause: end.cause } : (JSON.parse(end.output) as unknown);
}

describe('an expression', () => {
  it.each([
    ['{% $states.input %}', input],
    ['{% $states.input.heads + 1 %}', 4],
    ['{% $states.input.nothing %}', null],
    ['{% $states.input.isTame ? "tame" : "wild" %}', 'wild'],
    ['{% $states.input.hoard[worth > 10].what %}', 'crown'],
    ['{% $states.input.hoard[worth > 10].[what] %}', ['crown']],
    ['{% $sum($states.input.hoard.worth) %}', 19],
    ['{% $states.input.hoard.{ "is": what } %}', [{ is: 'ring' }, { is: 'crown' }]],
    ['{% ($twice := function($x) { $x * 2 }; $map($states.input.sizes, $twice)) %}', [8, 18, 2]],
    ['{% $states.input.sizes ~> $sort() %}', [1, 4, 9]],
    ['{% $states.context.State.Name %}', 'Make'],
    ['{% $states.context.Execution.Input.name %}', 'Fafnir'],
    ['{% $now() %}', '2026-01-01T00:00:00.000Z'],
    ['{% $now("[Y0001]/[M01]") %}', '2026/01'],
    ['{% $millis() %}', Date.UTC(2026, 0, 1)],
    [{ 'a.b': ['{% $states.input.name %}', 'plain', 1, null] }, { 'a.b': ['Fafnir', 'plain', 1, null] }],
    ['no expression: ${x} {{ $ %}{%', 'no expression: ${x} {{ $ %}{%'],
    [7, 7],
  ])('in %j yields what it says', async (Output, expected) => {
    expect(await output(Output)).toEqual(expected);
  });

  it.each([
    ['{% $partition([1, 2, 3], 2) %}', [[1, 2], [3]]],
    ['{% $partition([1, 2, 3], 2.9) %}', [[1, 2], [3]]],
    ['{% $range(0, 10, 5) %}', [0, 5, 10]],
    ['{% $range(3, 1, -1) %}', [3, 2, 1]],
    ['{% $hash("dragon", "SHA-256") %}', 'a9c43be948c5cabd56ef2bacffb77cdaa5eec49dd5eb0cc4129cf3eda5f0e74c'],
    ['{% $hash("dragon", "MD5") %}', '8621ffdbc5698829397d97767ac13db3'],
    ['{% $random(42) = $random(42) %}', true],
    ['{% $random() < 1 %}', true],
    ['{% $length($uuid()) %}', 36],
    ['{% $parse("{\\"a\\": [1]}").a %}', [1]],
  ])("calls Step Functions' own function in %j", async (Output, expected) => {
    expect(await output(Output)).toEqual(expected);
  });

  it('that yields nothing is States.QueryEvaluationError, with field and expression', async () => {
    expect(await output({ deep: ['{% $states.input.tail %}'] })).toEqual({
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'Make' (entered at the event id #2). The JSONata expression " +
        "'$states.input.tail' specified for the field 'Output/deep[0]' returned nothing (undefined).",
    });
  });

  it.each([
    ['{% $states.input.name + 1 %}', /T2001/],
    ['{% $eval("1") %}', /T1006/],
    ['{% $error("too few heads") %}', /too few heads/],
    ['{% $hash("a", "CRC") %}', /SHA-512, not CRC/],
    ['{% $parse("{") %}', /JSON/],
    ['{% function($x) { $x } %}', /it is not JSON/],
    ['{% $range(1, 0, 1) %}', /returned nothing/],
    ['{% $partition([1], 0) %}', /returned nothing/],
  ])('such as %j fails with States.QueryEvaluationError', async (Output, cause) => {
    expect(await output(Output)).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringMatching(cause) as unknown,
    });
  });

  it(
    'that never ends is stopped, and so is one that fills the stack, a match without end and a text without measure',
    { timeout: 60_000 },
    async () => {
      const expressions: [string, unknown?][] = [
        ['{% ($f := function($x) { $f($x) }; $f(1)) %}'],
        ['{% ($f := function($x) { 1 + $f($x) }; $f(1)) %}'],
        ['{% $match($states.input.text, /^(a+)+$/) %}', { text: `${'a'.repeat(40)}!` }],
        ['{% $pad("", 4000000000) %}'],
        ['{% $range(1, 4000000000, 1) %}'],
      ];
      for (const [expression, given] of expressions) {
        expect(await output(expression, given), expression).toMatchObject({ error: 'States.QueryEvaluationError' });
      }
    },
  );
});

describe('data', () => {
  const awkward = `"'\`$ {% $states.input %} \${x} \\u0000 \u{1F409} ${'ß€ "quoted" $.a {% 1 %} '.repeat(50)}`;

  it('passes through unchanged, whatever it looks like', async () => {
    const given = {
      text: awkward,
      [awkward]: [0.1, -0, 1e21, 5e-324, 123456789012345680, true, null, [], {}],
      __proto__x: 1,
    };

    expect(await output('{% $states.input %}', given)).toEqual(JSON.parse(JSON.stringify(given)));
    expect(await output({ again: '{% $states.input.text %}' }, given)).toEqual({ again: awkward });
  });

  it('may have members called __proto__ and constructor, which are members like any other', async () => {
    const text = '{"__proto__":{"isTame":true},"constructor":1}';
    const states = {
      Keep: { Type: 'Pass', Assign: { kept: '{% $states.input %}' }, Next: 'Give' },
      Give: { Type: 'Succeed', Output: '{% $kept %}' },
    };
    const end = await aws.finished(
      await aws.start(aws.declare({ QueryLanguage: 'JSONata', StartAt: 'Keep', States: states }), text),
    );

    expect(end.output).toBe(text);
  });
});

describe('variables', () => {
  it('are assigned from the values before, and seen by the states after', async () => {
    const States = {
      First: { Type: 'Pass', Assign: { heads: 1, name: '{% $states.input.name %}' }, Next: 'Second' },
      Second: { Type: 'Pass', Assign: { heads: '{% $heads + 1 %}' }, Output: '{% $heads %}', Next: 'Third' },
      Third: { Type: 'Succeed', Output: '{% [$heads, $states.input, $name] %}' },
    };

    const end = await aws.run({ QueryLanguage: 'JSONata', StartAt: 'First', States }, input);

    expect(JSON.parse(end.output!)).toEqual([2, 1, 'Fafnir']);
  });

  it('of a branch are seen inside it and not after it', async () => {
    const branch = (n: number) => ({
      StartAt: `Set${n}`,
      States: {
        [`Set${n}`]: { Type: 'Pass', Assign: { mine: n, outer: n }, Next: `Use${n}` },
        [`Use${n}`]: { Type: 'Pass', Output: '{% $mine + $outer + $shared %}', End: true },
      },
    });
    const States = {
      Begin: { Type: 'Pass', Assign: { shared: 100, outer: 5 }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch(1), branch(2)], Next: 'After' },
      After: {
        Type: 'Pass',
        Output: { sums: '{% $states.input %}', outer: '{% $outer %}', mine: '{% $exists($mine) %}' },
        End: true,
      },
    };

    const end = await aws.run({ QueryLanguage: 'JSONata', StartAt: 'Begin', States });

    expect(JSON.parse(end.output!)).toEqual({ sums: [102, 104], outer: 5, mine: false });
  });
});
