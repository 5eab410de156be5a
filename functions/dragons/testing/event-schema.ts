import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(readFileSync(new URL('../dragon-event.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(
  schema,
);

/** What is wrong with an event; an empty list when the schema takes it. */
export function eventFaults(event: unknown): string[] {
  return validate(JSON.parse(JSON.stringify(event)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}
