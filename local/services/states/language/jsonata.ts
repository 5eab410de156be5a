import type { Json } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import { errorNames, ownError } from '../states-error.ts';
import { failure } from './jsonata-expression.ts';
import type { Expression, Outcome } from './jsonata-expression.ts';
import { expressionOf, fieldInState, isExpression, template } from './jsonata-template.ts';
import { inWords, isWithin, itemsOf } from './query-language.ts';
import type { ChoiceRule, DataFlow, Frame, Leaving, QueryLanguage, Value, Variables } from './query-language.ts';

/** The query language JSONata. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
export const jsonataLanguage: QueryLanguage = {
  name: 'JSONata',

  flow(fields, parts): DataFlow {
    const given = parts.arguments === true ? optionalTemplate(fields, 'Arguments') : undefined;
    const leave = leaving(fields);
    return {
      input: ({ input }) => input,
      arguments: (frame) => given?.(frame, {}) ?? frame.input,
      leave: (frame, result) => leave(frame, parts.result === true ? { result } : {}, result),
    };
  },

  catcher(fields) {
    const leave = leaving(fields);
    return (frame, errorOutput) => leave(frame, { errorOutput }, errorOutput);
  },

  choiceRule(fields): ChoiceRule {
    const condition = conditionOf(fields);
    const says = { output: fields.has('Output'), assign: fields.has('Assign') };
    const leave = leaving(fields);
    return {
      matches: condition,
      async leave(frame, flow) {
        const own = await leave(frame, {}, frame.input);
        if (says.output && says.assign) return own;
        const { output } = says.output ? own : await flow.leave(frame, frame.input);
        return { output, assigned: own.assigned };
      },
    };
  },

  mapItems(fields) {
    const items = optionalTemplate(fields, 'Items');
    const selector = optionalTemplate(fields, 'ItemSelector');
    return {
      async items(frame) {
        const value = await (items?.(frame, {}) ?? frame.input);
        const list = itemsOf(value);
        if (list !== undefined) return list;
        throw ownError(
          errorNames.query,
          `The field 'Items' has to be an array or object, not ${JSON.stringify(value)}`,
          {
            location: 'Items',
          },
        );
      },
      itemInput: async (frame, item) => selector?.(frame, {}) ?? item,
    };
  },

  integer(fields, name, range): Value<number> | undefined {
    const value = typed(fields, name, 'number', () => fields.integer(name, range));
    if (value === undefined) return undefined;
    return async (frame) => {
      const result = await value(frame);
      if (isWithin(result, range)) return result;
      // A value out of range is a failed evaluation: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
      const field = fieldInState(fields, name);
      throw ownError(errorNames.query, `The field '${field}' has to be ${inWords(range)}, not ${result}`, {
        location: field,
      });
    };
  },

  text(fields, name): Value<string> | undefined {
    return typed(fields, name, 'string', () => fields.text(name));
  },

  passResult: () => (frame) => frame.input,
};

/** `Output` and `Assign`, both of which see the variables as they were when the state was entered. */
function leaving(fields: Fields): (frame: Frame, outcome: Outcome, otherwise: Json) => Promise<Leaving> {
  const output = optionalTemplate(fields, 'Output');
  const assign = fields.object('Assign');
  const assigned = assign === undefined ? undefined : assignments(assign, fields);
  return async (frame, outcome, otherwise) => ({
    output: output === undefined ? otherwise : await output(frame, outcome),
    assigned: assigned === undefined ? {} : await assigned(frame, outcome),
  });
}

function assignments(assign: Fields, fields: Fields): (frame: Frame, outcome: Outcome) => Promise<Variables> {
  const variables = assign.left.map((name) => {
    checkVariableName(assign, name);
    return [name, template(fields, `Assign/${name}`, assign.any(name) ?? null)] as const;
  });
  return async (frame, outcome) => {
    const values: [string, Json][] = [];
    for (const [name, value] of variables) values.push([name, await value(frame, outcome)]);
    return Object.fromEntries(values);
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export function checkVariableName(assign: Fields, name: string): void {
  if (name === 'states') assign.problem(name, "A variable cannot be named 'states'");
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) || name.length > 80) {
    assign.problem(name, 'A variable has a name of at most 80 letters, digits and underscores');
  }
}

function optionalTemplate(fields: Fields, name: string): Expression | undefined {
  const value = fields.any(name);
  return value === undefined ? undefined : template(fields, name, value);
}

function conditionOf(fields: Fields): Value<boolean> {
  const value = fields.any('Condition');
  if (typeof value === 'boolean') return () => value;
  if (typeof value !== 'string') {
    fields.problem('Condition', 'A Condition is true, false or an expression in {% %}');
    return () => false;
  }
  const expression = expressionOf(fields, 'Condition', value);
  return async (frame) => {
    const result = await expression(frame, {});
    if (typeof result === 'boolean') return result;
    throw wrongType(value, fieldInState(fields, 'Condition'), 'boolean', result);
  };
}

function typed<T extends number | string>(
  fields: Fields,
  name: string,
  type: 'number' | 'string',
  literal: () => T | undefined,
): Value<T> | undefined {
  const raw = fields.any(name);
  if (raw === undefined) return undefined;
  if (typeof raw !== 'string' || isExpression(raw) === false) {
    const value = literal();
    return value === undefined ? undefined : () => value;
  }
  const expression = expressionOf(fields, name, raw);
  const isTyped = (value: Json): value is Json & T => typeof value === type;
  return async (frame) => {
    const result = await expression(frame, {});
    if (isTyped(result)) return result;
    throw wrongType(raw, fieldInState(fields, name), type, result);
  };
}

function wrongType(text: string, field: string, expected: string, value: Json): Error {
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return failure(
    text.slice(2, -2).trim(),
    field,
    `returned an unexpected result type. Expected '${expected}', but was '${type}' for value: ${JSON.stringify(value)}`,
  );
}
