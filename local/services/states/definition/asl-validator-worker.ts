import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { isObject } from '../../../json.ts';

/** The part of asl-validator that is used here; the package comes without types. */
type Validate = (definition: object) => { readonly errors: readonly Readonly<Record<string, unknown>>[] };

// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- require() knows no types, and the package has none
const validate: Validate = createRequire(import.meta.url)('asl-validator');

// The thread in which asl-validator reads definitions: it is asked with `{id, definition}` and answers `{id, objections}`.
parentPort?.on('message', (message: unknown) => {
  if (!isObject(message) || typeof message.definition !== 'string') return;
  parentPort?.postMessage({ id: message.id, objections: objectionsTo(message.definition) });
});

function objectionsTo(text: string): string[] {
  const definition: unknown = JSON.parse(text);
  if (!isObject(definition)) return ['The definition is not an object'];
  return validate(definition).errors.map((error) => `${String(error['Error code'])}: ${String(error.Message)}`);
}
