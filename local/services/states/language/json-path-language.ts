import type { Json, JsonObject } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import { isJsonObject } from '../json-text.ts';
import { errorNames, ownError } from '../states-error.ts';
import { choiceTest } from './choice-test.ts';
import { JsonPathError, parseJsonPath, withValueAt } from './json-path.ts';
import { checkVariableName } from './jsonata.ts';
import { pathValue } from './path-value.ts';
import type { PathValue } from './path-value.ts';
import { payloadTemplate } from './payload-template.ts';
import { inWords, isWithin, itemsOf } from './query-language.ts';
import type { ChoiceRule, DataFlow, FlowFields, Frame, QueryLanguage, Value, Variables } from './query-language.ts';

/** The query language JSONPath. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html */
export const jsonPathLanguage: QueryLanguage = {
  name: 'JSONPath',

  flow(fields, parts): DataFlow {
    const inputPath = filter(fields, 'InputPath');
    const parameters = parts.arguments === true ? optionalTemplate(fields, 'Parameters') : undefined;
    const input = (frame: Frame): Json => inputPath(frame, frame.input);
    return {
      input,
      arguments: (frame) => {
        const filtered = input(frame);
        return parameters === undefined ? filtered : parameters(frame, filtered);
      },
      leave: leaving(fields, parts),
    };
  },

  catcher(fields) {
    const resultPath = resultPathOf(fields);
    const assign = assignments(fields);
    return (frame, errorOutput) =>
      Promise.resolve({
        output: resultPath(frame.input, errorOutput),
        assigned: assign(frame, errorOutput),
      });
  },

  choiceRule(fields): ChoiceRule {
    const assign = assignments(fields);
    const test = choiceTest(fields);
    return {
      matches: (frame) => test(frame),
      async leave(frame, flow) {
        const { output } = await flow.leave(frame, await flow.input(frame));
        return { output, assigned: assign(frame, await flow.input(frame)) };
      },
    };
  },

  mapItems(fields) {
    const path = filter(fields, 'ItemsPath');
    const name = fields.has('ItemSelector') ? 'ItemSelector' : 'Parameters';
    const selector = optionalTemplate(fields, name);
    const inputPath = filter(fields, 'InputPath');
    return {
      async items(frame) {
        const value = path(frame, inputPath(frame, frame.input));
        const list = itemsOf(value);
        if (list !== undefined) return list;
        const message = `Reference path "ItemsPath" must point to array or object, not ${JSON.stringify(value)}.`;
        throw ownError(errorNames.runtime, message);
      },
      itemInput: async (frame, item) => selector?.(frame, inputPath(frame, frame.input)) ?? item,
    };
  },

  integer(fields, name, range): Value<number> | undefined {
    const literal = fields.integer(name, range);
    if (literal !== undefined) return () => literal;
    return fromPath(
      fields,
      name,
      (value): value is number => typeof value === 'number' && isWithin(value, range),
      inWords(range),
    );
  },

  text(fields, name): Value<string> | undefined {
    const literal = fields.text(name);
    if (literal !== undefined) return () => literal;
    return fromPath(fields, name, (value) => typeof value === 'string', 'a string');
  },

  passResult(fields, flow) {
    const result = fields.any('Result');
    return result === undefined ? flow.arguments : () => result;
  },
};

function leaving(fields: Fields, parts: FlowFields): DataFlow['leave'] {
  const selector = parts.selector === true ? optionalTemplate(fields, 'ResultSelector') : undefined;
  const resultPath = parts.result === true ? resultPathOf(fields) : undefined;
  const assign = parts.assign === true ? assignments(fields) : (): Variables => ({});
  const outputPath = filter(fields, 'OutputPath');
  return async (frame, result) => {
    const selected = selector === undefined ? result : selector(frame, result);
    const whole = resultPath === undefined ? selected : resultPath(frame.input, selected);
    return { output: outputPath(frame, whole), assigned: assign(frame, selected) };
  };
}

/** `InputPath`, `OutputPath`, `ItemsPath`: null means an empty object. */
function filter(fields: Fields, name: string): PathValue {
  const value = fields.any(name);
  if (value === undefined) return (_frame, document) => document;
  if (value === null) return () => ({});
  if (typeof value === 'string') return pathValue(fields, name, value);
  fields.problem(name, 'Expected a JSONPath');
  return () => null;
}

/** Where a result goes in the input: null drops it. */
function resultPathOf(fields: Fields): (input: Json, result: Json) => Json {
  const text = fields.any('ResultPath');
  if (text === undefined || text === '$') return (_input, result) => result;
  if (text === null) return (input) => input;
  try {
    const path = parseJsonPath(typeof text === 'string' ? text : JSON.stringify(text));
    if (!path.isReference || path.root.kind !== 'input') throw new JsonPathError('Expected a reference path or null');
    return (input, result) => {
      const whole = withValueAt(path, input, result);
      if (whole !== undefined) return whole;
      const message = `Unable to apply the ReferencePath ${path.text} to the input ${JSON.stringify(input)}`;
      throw ownError(errorNames.resultPath, message);
    };
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    fields.problem('ResultPath', error.message);
    return (input) => input;
  }
}

function assignments(fields: Fields): (frame: Frame, document: Json) => Variables {
  const assign = fields.any('Assign');
  if (assign === undefined) return () => ({});
  if (!isJsonObject(assign)) {
    fields.problem('Assign', 'Expected an object');
    return () => ({});
  }
  for (const name of Object.keys(assign)) checkVariableName(fields, name.replace(/\.\$$/, ''));
  const template = payloadTemplate(fields, 'Assign', assign);
  return (frame, document) => objectOf(template(frame, document));
}

function objectOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

function optionalTemplate(fields: Fields, name: string): PathValue | undefined {
  const value = fields.any(name);
  return value === undefined ? undefined : payloadTemplate(fields, name, value);
}

function fromPath<T extends Json>(
  fields: Fields,
  name: string,
  isExpected: (value: Json) => value is T,
  expected: string,
): Value<T> | undefined {
  const text = fields.text(`${name}Path`);
  if (text === undefined) return undefined;
  const value = pathValue(fields, `${name}Path`, text);
  return (frame) => {
    const found = value(frame, frame.input);
    if (isExpected(found)) return found;
    throw ownError(
      errorNames.runtime,
      `The ${name}Path parameter does not reference ${expected}: ${JSON.stringify(found)}`,
    );
  };
}
