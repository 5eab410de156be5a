import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import type { TestStepFunctions } from '../testing/test-step-functions.ts';

let aws: TestStepFunctions;
beforeAll(async () => {
  aws = await startTestStepFunctions();
});
afterAll(() => aws.close());

const input = {
  name: "O'Smaug",
  list: [1, 2, 2, { a: 1 }, { a: 1 }],
  one: { a: 1, b: 1 },
  two: { b: 2 },
  text: '{"x":[1]}',
};

/** What a call makes of the input. */
async function call(text: string) {
  const end = await aws.run(
    {
      StartAt: 'Make',
      States: { Make: { Type: 'Pass', Parameters: { 'made.$': text }, OutputPath: '$.made', End: true } },
    },
    input,
  );
  return end.output === undefined ? { error: end.error, cause: end.cause } : (JSON.parse(end.output) as unknown);
}

describe('the intrinsic function', () => {
  it.each<[string, unknown]>([
    ["States.Format('Hello, {}: {} {}', $.name, 3, $.two)", `Hello, O'Smaug: 3 {"b":2}`],
    ["States.Format('It\\'s \\{\\} and \\\\ {}', true)", "It's {} and \\ true"],
    ["States.Format('no holes')", 'no holes'],
    ['States.StringToJson($.text)', { x: [1] }],
    ['States.JsonToString($.two)', '{"b":2}'],
    ['States.Array()', []],
    ["States.Array(1, 'two', $.two, null, States.Array(true))", [1, 'two', { b: 2 }, null, [true]]],
    ['States.ArrayPartition($.list, 2)', [[1, 2], [2, { a: 1 }], [{ a: 1 }]]],
    ['States.ArrayContains($.list, 2)', true],
    ['States.ArrayContains($.list, $.two)', false],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayGetItem($.list, 3)', { a: 1 }],
    ['States.ArrayLength($.list)', 5],
    ['States.ArrayUnique($.list)', [1, 2, { a: 1 }]],
    ["States.Base64Encode('Drache ß')", 'RHJhY2hlIMOf'],
    ["States.Base64Decode('RHJhY2hlIMOf')", 'Drache ß'],
    ["States.Hash('dragon', 'SHA-1')", 'af8978b1797b72acfff9595a5a2a373ec3d9106d'],
    ['States.JsonMerge($.one, $.two, false)', { a: 1, b: 2 }],
    ['States.MathAdd(111, -1)', 110],
    ["States.StringSplit('a.b+c..d', '.+')", ['a', 'b', 'c', 'd']],
    ["States.ArrayGetItem(States.StringSplit('x,y', ','), 1)", 'y'],
    ['States.Format($$.State.Name)', 'Make'],
  ])('%s yields %j', async (text, expected) => {
    expect(await call(text)).toEqual(expected);
  });

  it('States.MathRandom stays in its range, and States.UUID makes a UUID', async () => {
    expect([1, 2]).toContain(await call('States.MathRandom(1, 3)'));
    expect(await call('States.MathRandom(1, 1000, 5)')).toBe(await call('States.MathRandom(1, 1000, 5)'));
    expect(await call('States.UUID()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it.each([
    "States.StringToJson('{')",
    'States.ArrayLength($.name)',
    'States.ArrayGetItem($.list, 9)',
    'States.ArrayRange(0, 1, 0)',
    'States.ArrayRange(0, 5000, 1)',
    'States.ArrayPartition($.list, 0)',
    "States.Hash('a', 'CRC')",
    'States.JsonMerge($.one, $.two, true)',
    "States.MathAdd('a', 1)",
    "States.Format('{}')",
  ])('%s fails with States.IntrinsicFailure', async (text) => {
    expect(await call(text)).toMatchObject({ error: 'States.IntrinsicFailure' });
  });

  it.each([
    ['States.Nothing(1)', 'States.Nothing is not an intrinsic function'],
    ['States.UUID(1)', 'States.UUID takes 0 arguments, not 1'],
    ["States.Array('a'", 'a comma or ) was expected'],
    ['States.Array(,)', 'an argument was expected'],
    ['States.UUID() + 1', 'nothing more was expected'],
  ])('%s is refused with the definition', (text, why) => {
    const definition = { StartAt: 'A', States: { A: { Type: 'Pass', Parameters: { 'x.$': text }, End: true } } };

    expect(() => aws.declare(definition)).toThrow(why);
    expect(() => aws.declare(definition)).toThrow('at /States/A/Parameters/x.$');
  });
});
