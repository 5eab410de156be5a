import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { DefinitionReader, Spot } from '../definition/definition-reader.ts';

/** The id under which all models of an API stand in one schema. */
export const modelsId = 'models';

/** Keywords whose value is kept as it is. Everything else (`format`, `nullable`, `example`, `x-…`) is ignored, as API Gateway does. */
const plainKeywords = [
  'type',
  'enum',
  'required',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minProperties',
  'maxProperties',
] as const;
const arrayLengthKeywords = ['minItems', 'maxItems', 'uniqueItems'] as const;
const schemaKeywords = ['not', 'items', 'additionalItems', 'additionalProperties'] as const;
const schemaListKeywords = ['allOf', 'anyOf', 'oneOf', 'items'] as const;
const schemaMapKeywords = ['properties', 'patternProperties', 'definitions'] as const;

const types: readonly unknown[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/**
 * Turns a schema of the document into what API Gateway validates with: JSON Schema draft 4 without formats.
 * `exclusiveMinimum`, `nullable`, `discriminator`, `readOnly` and `default` have no effect there, so they are left out
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html). What only OpenAPI 3.1 knows is refused.
 */
export function draft4Schema(reader: DefinitionReader, spot: Spot, arrayLengths: boolean): JsonObject | boolean {
  const { value } = spot;
  if (typeof value === 'boolean') return value;
  if (!isObject(value)) {
    reader.refuse(spot, 'must be a schema');
    return {};
  }
  if (typeof value.$ref === 'string') return modelReference(reader, spot, value.$ref);
  refuseLaterDrafts(reader, spot, value);

  const schema: JsonObject = {};
  const keep = arrayLengths ? [...plainKeywords, ...arrayLengthKeywords] : plainKeywords;
  for (const keyword of keep) if (value[keyword] !== undefined) schema[keyword] = value[keyword];
  const child = (key: string, part: Json) =>
    draft4Schema(reader, { value: part, path: `${spot.path}.${key}` }, arrayLengths);
  for (const keyword of schemaKeywords) {
    const part = value[keyword];
    if (part !== undefined && !Array.isArray(part)) schema[keyword] = child(keyword, part);
  }
  for (const keyword of schemaListKeywords) {
    const part = value[keyword];
    if (Array.isArray(part)) schema[keyword] = part.map((entry, index) => child(`${keyword}[${index}]`, entry));
  }
  for (const keyword of schemaMapKeywords) {
    const part = value[keyword];
    if (!isObject(part)) continue;
    schema[keyword] = Object.fromEntries(
      Object.entries(part).map(([name, entry]) => [name, child(`${keyword}.${name}`, entry)]),
    );
  }
  return schema;
}

function modelReference(reader: DefinitionReader, spot: Spot, reference: string): JsonObject {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
  const models = reader.at(reader.at(reader.root, 'components'), 'schemas').value;
  if (name === undefined || !isObject(models) || !Object.hasOwn(models, name)) {
    reader.refuse(
      spot,
      `$ref ${reference} names no model: API Gateway knows #/components/schemas/<model> of this document only`,
    );
    return {};
  }
  return { $ref: `${modelsId}#/definitions/${name}` };
}

function refuseLaterDrafts(reader: DefinitionReader, spot: Spot, schema: Record<string, unknown>): void {
  if (Array.isArray(schema.type))
    reader.refuse(spot, 'a list of types is OpenAPI 3.1, which API Gateway does not import');
  else if (schema.type !== undefined && !types.includes(schema.type)) {
    reader.refuse(spot, `type ${JSON.stringify(schema.type)} is not a type of JSON Schema draft 4`);
  }
  for (const keyword of ['const', '$schema', '$defs', 'if', 'prefixItems', 'unevaluatedProperties']) {
    if (schema[keyword] !== undefined) {
      reader.refuse(spot, `${keyword} is not part of JSON Schema draft 4, which API Gateway's models are written in`);
    }
  }
}
