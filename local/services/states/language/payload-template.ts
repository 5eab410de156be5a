import type { Json } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import { isJsonObject } from '../json-text.ts';
import { pathValue } from './path-value.ts';
import type { PathValue } from './path-value.ts';

/**
 * A payload template: members whose names end in `.$` are paths or intrinsic functions, all others are as they are.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 * @param field its name, for messages
 */
export function payloadTemplate(fields: Fields, field: string, value: Json): PathValue {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => payloadTemplate(fields, `${field}[${index}]`, item));
    return (frame, document) => items.map((item) => item(frame, document));
  }
  if (!isJsonObject(value)) return () => value;
  const members = Object.entries(value).map(([key, member]) => memberOf(fields, `${field}/${key}`, key, member));
  return (frame, document) => Object.fromEntries(members.map(([key, made]) => [key, made(frame, document)]));
}

function memberOf(fields: Fields, field: string, key: string, value: Json): readonly [string, PathValue] {
  if (!key.endsWith('.$')) return [key, payloadTemplate(fields, field, value)];
  const name = key.slice(0, -2);
  if (typeof value === 'string') return [name, pathValue(fields, field, value)];
  fields.problem(field, `The value of a field whose name ends in .$ is a JSONPath or an intrinsic function`);
  return [name, () => null];
}
