import type { Json } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import { errorNames, ownError } from '../states-error.ts';
import { parseIntrinsic } from './intrinsic-call.ts';
import type { IntrinsicNode } from './intrinsic-call.ts';
import { format, intrinsicFunctions } from './intrinsic-functions.ts';
import { JsonPathError, parseJsonPath, valueAt } from './json-path.ts';
import type { JsonPath } from './json-path.ts';
import type { Frame } from './query-language.ts';

/** A value of a JSONPath state at run time. `document` is what `$` stands for, which is not always the state's input. */
export type PathValue = (frame: Frame, document: Json) => Json;

/**
 * The value that a text of the definition asks for: a path, a variable, or an intrinsic function.
 * @param field its name, for messages
 */
export function pathValue(fields: Fields, field: string, text: string): PathValue {
  try {
    if (text.startsWith('States.')) {
      const call = parseIntrinsic(text);
      return (frame, document) => evaluate(call, field, frame, document);
    }
    const path = parseJsonPath(text);
    return (frame, document) => required(path, field, frame, document);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    fields.problem(field, error.message);
    return () => null;
  }
}

/** What a path yields; undefined when it leads nowhere. */
export function optional(path: JsonPath, frame: Frame, document: Json): Json | undefined {
  const { root } = path;
  if (root.kind === 'context') return valueAt(path, frame.context);
  if (root.kind === 'input') return valueAt(path, document);
  const variable = Object.hasOwn(frame.variables, root.name) ? frame.variables[root.name] : undefined;
  return variable === undefined ? undefined : valueAt(path, variable);
}

function required(path: JsonPath, field: string, frame: Frame, document: Json): Json {
  const value = optional(path, frame, document);
  if (value !== undefined) return value;
  const where = path.root.kind === 'context' ? 'the Context object' : `the input '${JSON.stringify(document)}'`;
  throw ownError(
    errorNames.runtime,
    `The JSONPath '${path.text}' specified for the field '${field}' could not be found in ${where}`,
  );
}

function evaluate(node: IntrinsicNode, field: string, frame: Frame, document: Json): Json {
  if (node.kind === 'path') return required(node.path, field, frame, document);
  if (node.kind !== 'call') return node.value;
  const [first] = node.arguments;
  const given = node.arguments.map((argument) => evaluate(argument, field, frame, document));
  try {
    if (node.name !== 'States.Format') return intrinsicFunctions[node.name]?.(...given) ?? null;
    const pattern = first?.kind === 'text' ? first.raw : given[0];
    if (typeof pattern !== 'string') throw new Error('the first argument is a string');
    return format(pattern, given.slice(1));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The function '${node.text}' specified for the field '${field}' failed: ${why}`;
    throw ownError(errorNames.intrinsic, message, { cause });
  }
}
