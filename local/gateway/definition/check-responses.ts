import { isObject } from '../../json.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';

/** Members of a schema that hold data, where `$ref` is a key like any other. */
const dataKeys = new Set(['default', 'enum', 'example', 'examples']);

/**
 * Checks what an operation says about its answers. A request never depends on it, but API Gateway makes method responses and
 * models of it, and refuses to import what it cannot find.
 */
export function checkResponses(reader: DefinitionReader, operation: Spot): void {
  const seen = new Set<string>();
  for (const [status, response] of reader.entries(reader.at(operation, 'responses'))) {
    if (!/^([1-5]\d\d|default)$/.test(status))
      reader.refuse(response, 'a method response has a status of three digits');
    for (const [, content] of reader.entries(reader.at(response, 'content'))) {
      checkSchema(reader, reader.at(content, 'schema'), seen);
    }
  }
}

/** Looks at every schema that a schema is made of; a reference that leads nowhere is refused where it stands. */
function checkSchema(reader: DefinitionReader, schema: Spot, seen: Set<string>): void {
  if (seen.has(schema.path)) return;
  seen.add(schema.path);
  if (Array.isArray(schema.value)) for (const item of reader.items(schema)) checkSchema(reader, item, seen);
  if (!isObject(schema.value)) return;
  for (const key of Object.keys(schema.value)) {
    if (!dataKeys.has(key)) checkSchema(reader, reader.at(schema, key), seen);
  }
}
