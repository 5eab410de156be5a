import { isObject } from '../../../json.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { errorNames, ownError } from '../states-error.ts';
import type { StatesError } from '../states-error.ts';
import { stepFunctionsFunctions } from './jsonata-functions.ts';
import { jsonataLibrary } from './jsonata-library.ts';
import { limits } from './jsonata-limits.ts';
import type { Frame } from './query-language.ts';
import { topLevelReference } from './top-level-reference.ts';

/** What only some fields can see: `$states.result`, `$states.errorOutput`. */
export interface Outcome {
  readonly result?: Json;
  readonly errorOutput?: JsonObject;
}

/** An expression of a definition, parsed once. @throws StatesError `States.QueryEvaluationError` when it fails or yields nothing */
export type Expression = (frame: Frame, outcome: Outcome) => Promise<Json>;

/** An expression that can be parsed, or why it cannot. */
export type ParsedText = { readonly expression: Expression } | { readonly problem: string; readonly code: string };

/**
 * Parses an expression without its `{%` and `%}`.
 * @param field where it stands in its state, for messages: `Output/name`
 */
export function parseExpression(text: string, field: string): ParsedText {
  let parsed;
  try {
    parsed = jsonataLibrary()(text, limits);
  } catch (error) {
    return { problem: messageOf(error), code: 'INVALID_JSONATA_EXPRESSION' };
  }
  const reference = topLevelReference(parsed.ast());
  if (reference !== undefined) {
    return { problem: reference, code: 'UNSUPPORTED_JSONATA_EXPRESSION' };
  }
  const library = parsed;
  return {
    async expression(frame, outcome) {
      let value: unknown;
      try {
        value = await library.evaluate(undefined, bindings(frame, outcome));
      } catch (cause) {
        const why = `threw an error during evaluation. ${messageOf(cause)}`;
        throw failure(text, field, why, cause);
      }
      if (value === undefined) throw failure(text, field, 'returned nothing (undefined).');
      const json = toJson(value);
      if (json === undefined) throw failure(text, field, 'returned an unsupported result type: it is not JSON.');
      return json;
    },
  };
}

/** An expression that cannot be used where it stands. */
export function failure(text: string, field: string, why: string, cause?: unknown): StatesError {
  const message = `The JSONata expression '${text}' specified for the field '${field}' ${why}`;
  return ownError(errorNames.query, message, { location: field, cause });
}

function bindings(frame: Frame, outcome: Outcome): Record<string, unknown> {
  const { input, context, variables, now } = frame;
  return { ...stepFunctionsFunctions(now), ...variables, states: { input, context, ...outcome } };
}

/** Plain JSON of what an expression yielded: its lists carry marks of their own, its objects may hold functions. */
function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) {
    const items = value.map(toJson);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isObject(value) || '_jsonata_function' in value || '_jsonata_lambda' in value) return undefined;
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const json = toJson(member);
    if (json === undefined) return undefined;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}

/** The library throws objects that are no errors: `{code, message, position}`. */
function messageOf(error: unknown): string {
  if (!isObject(error)) return String(error);
  const { code, message } = error;
  const text = typeof message === 'string' ? message : 'Unknown error';
  return typeof code === 'string' && code !== '' ? `${code}: ${text}` : text;
}
