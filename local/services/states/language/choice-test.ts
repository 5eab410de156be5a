import type { Json } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import { errorNames, ownError } from '../states-error.ts';
import { comparisons, isTimestamp } from './comparisons.ts';
import { JsonPathError, parseJsonPath } from './json-path.ts';
import type { JsonPath } from './json-path.ts';
import { optional } from './path-value.ts';
import type { Frame } from './query-language.ts';

/** Whether a rule holds. @throws StatesError `States.Runtime` when a path that it compares leads nowhere */
type Test = (frame: Frame) => boolean;

/** Tests of what a value is, which take true or false. A path that leads nowhere is only fine for the first. */
const typeTests: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsBoolean: (value) => typeof value === 'boolean',
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => typeof value === 'string' && isTimestamp(value),
};

/**
 * The test of a choice rule: `And`, `Or`, `Not`, or a `Variable` with one comparison.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function choiceTest(fields: Fields): Test {
  for (const name of ['And', 'Or'] as const) {
    if (!fields.has(name)) continue;
    const tests = fields.objects(name).map(nested);
    return name === 'And'
      ? (frame) => tests.every((test) => test(frame))
      : (frame) => tests.some((test) => test(frame));
  }
  const not = fields.object('Not');
  if (not !== undefined) {
    const test = nested(not);
    return (frame) => !test(frame);
  }
  return comparison(fields);
}

function nested(fields: Fields): Test {
  const test = choiceTest(fields);
  fields.finish();
  return test;
}

function comparison(fields: Fields): Test {
  const variable = path(fields, 'Variable');
  const operators = fields.left.filter((name) => isOperator(name));
  const [operator] = operators;
  if (operator === undefined || operators.length > 1) {
    fields.problem('', 'A rule has exactly one comparison');
    for (const name of operators) fields.any(name);
    return () => false;
  }
  const typeTest = Object.hasOwn(typeTests, operator) ? typeTests[operator] : undefined;
  if (typeTest !== undefined) {
    const expected = fields.boolean(operator) ?? true;
    const isPresence = operator === 'IsPresent';
    return (frame) => typeTest(isPresence ? find(variable, frame) : must(variable, frame)) === expected;
  }
  const compare = comparisons[operator.replace(/Path$/, '')];
  if (compare === undefined) return () => false;
  if (operator.endsWith('Path')) {
    const other = path(fields, operator);
    return (frame) => compare.holds(must(variable, frame), must(other, frame));
  }
  const other = fields.any(operator) ?? null;
  if (!compare.takes(other)) fields.problem(operator, `${operator} cannot compare with ${JSON.stringify(other)}`);
  return (frame) => compare.holds(must(variable, frame), other);
}

function isOperator(name: string): boolean {
  return Object.hasOwn(typeTests, name) || Object.hasOwn(comparisons, name.replace(/Path$/, ''));
}

function path(fields: Fields, name: string): JsonPath | undefined {
  const text = fields.requiredText(name);
  if (text === '') return undefined;
  try {
    return parseJsonPath(text);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    fields.problem(name, error.message);
    return undefined;
  }
}

function find(from: JsonPath | undefined, frame: Frame): Json | undefined {
  return from === undefined ? undefined : optional(from, frame, frame.input);
}

function must(from: JsonPath | undefined, frame: Frame): Json {
  const value = find(from, frame);
  if (value !== undefined) return value;
  const message = `Invalid path '${from?.text ?? ''}': The choice state's condition path references an invalid value.`;
  throw ownError(errorNames.runtime, message);
}
