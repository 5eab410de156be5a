import { isObject } from '../../../json.ts';
import type { Json } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import { parseExpression } from './jsonata-expression.ts';
import type { Expression } from './jsonata-expression.ts';

/** Whether a text of a definition is an expression; undefined when it is only half of one. */
export function isExpression(text: string): boolean | undefined {
  const [opens, closes] = [text.startsWith('{%'), text.endsWith('%}')];
  return opens === closes ? opens && text.length >= 4 : undefined;
}

/**
 * The value of a field that may hold expressions at any depth, as {@link Fields.any} gave it. Only texts of the definition are looked
 * at: what an expression yields is data, whatever it looks like.
 * @param field its name, for messages
 */
export function template(fields: Fields, field: string, value: Json): Expression {
  if (!holdsExpression(value)) return () => Promise.resolve(value);
  if (typeof value === 'string') return expressionOf(fields, field, value);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => template(fields, `${field}[${index}]`, item));
    return async (frame, outcome) => {
      const made: Json[] = [];
      for (const item of items) made.push(await item(frame, outcome));
      return made;
    };
  }
  const members = isObject(value)
    ? Object.entries(value).map(([key, member]) => [key, template(fields, `${field}/${key}`, member)] as const)
    : [];
  return async (frame, outcome) => {
    const made: [string, Json][] = [];
    for (const [key, member] of members) made.push([key, await member(frame, outcome)]);
    return Object.fromEntries(made);
  };
}

/** The expression in a text that begins with `{%`. */
export function expressionOf(fields: Fields, field: string, text: string): Expression {
  const parsed = isExpression(text)
    ? parseExpression(text.slice(2, -2).trim(), fieldInState(fields, field))
    : { problem: 'An expression starts with {% and ends with %}', code: 'INVALID_JSONATA_EXPRESSION' };
  if ('expression' in parsed) return parsed.expression;
  fields.problem(field, parsed.problem, parsed.code);
  return () => Promise.reject(new Error(`${fields.place}/${field} has no expression that could be evaluated`));
}

/** A field as AWS's messages name it: without the place of its state. */
export function fieldInState(fields: Fields, field: string): string {
  const inState = /^.*\/States\/[^/]+\/(.*)$/.exec(fields.place)?.[1];
  return inState === undefined ? field : `${inState}/${field}`;
}

function holdsExpression(value: Json): boolean {
  if (typeof value === 'string') return isExpression(value) !== false;
  if (Array.isArray(value)) return value.some(holdsExpression);
  return isObject(value) && Object.values(value).some(holdsExpression);
}
