import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject } from '../../json.ts';
import type { DefinitionReader, Spot } from '../definition/definition-reader.ts';
import { draft4Schema, modelsId } from './draft4-schema.ts';

/** Says what is wrong with a document, in the words of API Gateway's `validationErrorString`; undefined when nothing is. */
export type ModelValidator = (document: unknown) => string | undefined;

/** The models of an API: every schema of `components.schemas`, and the inline ones of request bodies. */
export class Models {
  readonly #ajv = new Ajv({
    strict: false,
    validateFormats: false,
    logger: false,
    unicodeRegExp: false,
    verbose: true,
  });
  readonly #reader: DefinitionReader;
  readonly #arrayLengths: boolean;

  constructor(reader: DefinitionReader, arrayLengths: boolean) {
    this.#reader = reader;
    this.#arrayLengths = arrayLengths;
    const schemas = reader.at(reader.at(reader.root, 'components'), 'schemas');
    const definitions: JsonObject = {};
    for (const [name] of reader.entries(schemas)) {
      const spot = { value: rawMember(schemas, name), path: `${schemas.path}.${name}` };
      if (!/^[A-Za-z0-9]+$/.test(name)) reader.refuse(spot, 'a model name may hold letters and digits only');
      definitions[name] = draft4Schema(reader, spot, this.#arrayLengths);
    }
    this.#attempt(schemas, () => this.#ajv.addSchema({ $id: modelsId, definitions }));
    for (const name of Object.keys(definitions)) {
      const spot = { value: undefined, path: `${schemas.path}.${name}` };
      this.#attempt(spot, () => this.#ajv.compile({ $ref: `${modelsId}#/definitions/${name}` }));
    }
  }

  /** @param spot a schema of a request body; its `$ref` not followed */
  validator(spot: Spot): ModelValidator {
    const schema = draft4Schema(this.#reader, spot, this.#arrayLengths);
    const validate = this.#attempt(spot, () => this.#ajv.compile(schema));
    return validate === undefined ? () => undefined : (document) => complaint(validate, document);
  }

  /** ajv reports malformed schemas and patterns that do not compile by throwing. */
  #attempt<T>(spot: Spot, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#reader.refuse(spot, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function rawMember(spot: Spot, name: string) {
  const { value } = spot;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

function complaint(validate: ValidateFunction, document: unknown): string | undefined {
  try {
    if (validate(document)) return undefined;
  } catch (error) {
    // A document nested deeper than the stack is tall cannot be checked against a recursive model.
    if (error instanceof RangeError) return '[instance is nested too deeply]';
    throw error;
  }
  const [error] = validate.errors ?? [];
  return `[${error === undefined ? 'instance does not match the model' : sentence(error)}]`;
}

/** One sentence about an error, worded like the validator that API Gateway uses (json-schema-validator). */
function sentence({ keyword, params, data, message, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `object has missing required properties (["${String(params.missingProperty)}"])`;
    case 'additionalProperties':
      return `object instance has properties which are not allowed by the schema: ["${String(params.additionalProperty)}"]`;
    case 'type':
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ["${String(params.type)}"])`;
    case 'enum':
      return `instance value (${brief(data)}) not found in enum (possible values: ${JSON.stringify(params.allowedValues)})`;
    case 'pattern':
      return `ECMA 262 regex "${String(params.pattern)}" does not match input string ${brief(data)}`;
    case 'maxLength':
      return `string ${brief(data)} is too long (length: ${codePoints(data)}, maximum allowed: ${String(params.limit)})`;
    case 'minLength':
      return `string ${brief(data)} is too short (length: ${codePoints(data)}, required minimum: ${String(params.limit)})`;
    case 'minimum':
      return `numeric instance is lower than the required minimum (minimum: ${String(parentSchema?.minimum)}, found: ${String(data)})`;
    case 'maximum':
      return `numeric instance is greater than the required maximum (maximum: ${String(parentSchema?.maximum)}, found: ${String(data)})`;
    default:
      return message ?? keyword;
  }
}

/** The length that draft 4 means: code points. */
function codePoints(data: unknown): number {
  return typeof data === 'string' ? Array.from(data).length : 0;
}

function brief(data: unknown): string {
  const text = JSON.stringify(data);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function typeOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'array';
  return Number.isInteger(data) ? 'integer' : typeof data;
}
