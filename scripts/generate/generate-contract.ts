import { Ajv, type AnySchemaObject } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { readOperations, type ContractOperation } from './contract-operations.ts';

const notice = '// Made from openapi.yaml by "npm run generate". Do not edit.\n';

/**
 * Makes every generated file of the contract.
 * @param source the text of openapi.yaml
 * @returns texts by file name; the same source always gives the same texts
 */
export async function generateContract(source: string): Promise<Record<string, string>> {
  return { ...(await generateCode(source)), ...(await generateTypes(source)) };
}

/** Makes the files that a running function needs: "npm start" waits for them after a change of the contract. */
export async function generateCode(source: string): Promise<Record<string, string>> {
  const document: unknown = parse(source);
  const { operations, schemas } = readOperations(document);
  return {
    'operations.ts': operationTable(operations),
    'validators.js': await compiled(schemas, {
      parameterValidators: parametersSchemas(operations),
      bodyValidators: bodySchemas(operations),
    }),
    'validators.d.ts': validatorTypes,
  };
}

/** Makes the files that only the type checker reads. */
export async function generateTypes(source: string): Promise<Record<string, string>> {
  // It brings the whole TypeScript compiler, which takes longer to load than everything else takes together.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  return { 'contract.ts': notice + astToString(await openapiTS(source)) };
}

/** Makes the files that the web client needs beside the types: what it may send, as validators of bodies and as what forms say of it. */
export async function generateForms(source: string): Promise<Record<string, string>> {
  const document: unknown = parse(source);
  const { operations, schemas } = readOperations(document);
  const withBody = operations.filter(({ body }) => body !== undefined);
  return {
    'validators.js': await compiled(schemas, { bodyValidators: bodySchemas(withBody) }),
    'validators.d.ts': formTypes(withBody),
    'schemas.ts': `${notice}
/** The schemas of the contract. */
export const schemas = ${JSON.stringify(schemas, null, 2)} as const;
`,
    'query-parameters.ts': queryParameters(operations),
  };
}

/** What forms say of the query parameters. */
function queryParameters(operations: readonly ContractOperation[]): string {
  const table = Object.fromEntries(
    operations.map(({ id, parameters }) => [
      id,
      Object.fromEntries(parameters.filter((one) => one.in === 'query').map(({ name, schema }) => [name, schema])),
    ]),
  );
  return `${notice}
/** The schemas of the query parameters, by operationId. */
export const queryParameters = ${JSON.stringify(table, null, 2)} as const;
`;
}

/** What the operation wrapper must know of each operation at run time, as a constant whose literal types it can use. */
function operationTable(operations: readonly ContractOperation[]): string {
  const table = Object.fromEntries(
    operations.map(({ id, method, path, scopes, parameters, statuses, body }) => [
      id,
      {
        id,
        method,
        path,
        scopes,
        parameters: parameters.map(({ name, in: place, schema }) => ({
          name,
          in: place,
          type: schema.type ?? 'string',
        })),
        statuses,
        hasBody: body !== undefined,
      },
    ]),
  );
  return `${notice}
/** Every operation of the contract, by its operationId. */
export const operationTable = ${JSON.stringify(table, null, 2)} as const;
`;
}

/** Schemas by operationId; undefined where nothing may be sent. */
type SchemaTable = Readonly<Record<string, AnySchemaObject | undefined>>;

function parametersSchemas(operations: readonly ContractOperation[]): SchemaTable {
  return Object.fromEntries(operations.map((operation) => [operation.id, parametersSchema(operation)]));
}

function bodySchemas(operations: readonly ContractOperation[]): SchemaTable {
  return Object.fromEntries(operations.map(({ id, body }) => [id, body]));
}

/**
 * Compiles one validator for each schema, with no schema compiler left in the result.
 * @param components the contract's schemas, to which the others may refer
 * @param tables what the module exports: tables of validators, by operationId
 * @returns an ES module that imports nothing
 */
async function compiled(components: object, tables: Readonly<Record<string, SchemaTable>>): Promise<string> {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  const leaves = new SharedLeaves();
  ajv.addSchema({ $id: 'contract', components: { schemas: leaves.replacedIn(components) } });
  const names: Record<string, string> = {};
  const exported = Object.entries(tables).map(([table, schemas]) => {
    const entries = Object.entries(schemas).map(([id, schema]) => {
      if (schema === undefined) return `${id}: nothing`;
      const name = `${table}_${id}`;
      ajv.addSchema({ ...leaves.replacedIn(absoluteReferences(schema)), $id: name });
      names[name] = name;
      return `${id}: ${name}`;
    });
    return `export const ${table} = { ${entries.join(', ')} };`;
  });
  for (const [id, leaf] of leaves.schemas) ajv.addSchema({ ...leaf, $id: id });
  // Ajv exports every function by its name; the module exports the tables alone.
  const functions = standalone.default(ajv, names).replaceAll(/^export (const|default)/gm, '$1');
  const bundled = await build({
    // Ajv's code requires small helpers of its own (ucs2length); bundling puts them in.
    stdin: {
      contents: [functions, 'const nothing = (value) => value === undefined;', ...exported].join('\n'),
      resolveDir: import.meta.dirname,
      loader: 'js',
    },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2024',
    write: false,
    logLevel: 'silent',
    legalComments: 'none',
  });
  return notice + (bundled.outputFiles[0]?.text ?? '').replaceAll(/^\/\/ .*\n/gm, '');
}

/** The schemas of texts, numbers and flags, each once: most of them stand in the contract several times, and compiled code is long. */
class SharedLeaves {
  readonly schemas = new Map<string, object>();
  readonly #ids = new Map<string, string>();

  /** A copy in which every such schema is a reference. */
  replacedIn(schema: object): object {
    const copy: unknown = JSON.parse(JSON.stringify(schema), (_, value: unknown) => this.#replaced(value));
    return typeof copy === 'object' && copy !== null ? copy : {};
  }

  #replaced(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || !('type' in value)) return value;
    if (value.type !== 'string' && value.type !== 'integer' && value.type !== 'boolean') return value;
    // What it says for people is no part of what it demands.
    const { description: _, example: __, ...leaf } = { description: undefined, example: undefined, ...value };
    const key = JSON.stringify(leaf);
    const id = this.#ids.get(key) ?? `leaf${this.#ids.size}`;
    this.#ids.set(key, id);
    this.schemas.set(id, leaf);
    return { $ref: id };
  }
}

/** One schema for all parameters: `{path: {…}, query: {…}, header: {…}}`; unknown query parameters are refused. */
function parametersSchema(operation: ContractOperation): object {
  const group = (place: string, closed: boolean) => {
    const own = operation.parameters.filter((parameter) => parameter.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
      required: own.filter(({ required }) => required).map(({ name }) => name),
      ...(closed && { additionalProperties: false }),
    };
  };
  return {
    type: 'object',
    properties: { path: group('path', false), query: group('query', true), header: group('header', false) },
    required: ['path', 'query', 'header'],
  };
}

/** References inside the document (`#/components/…`) as references to the schema that holds all components. */
function absoluteReferences(schema: object): AnySchemaObject {
  const moved: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"contract#/'));
  if (typeof moved !== 'object' || moved === null) throw new Error('A schema must be an object.');
  return { ...moved };
}

const validatorTypes = `${notice}import type { BodyOf, OperationId, ParametersOf, Validator } from '../contract-types.ts';

/** Whether parameters (\`{path, query, header}\`) are as the contract says, by operationId. */
export const parameterValidators: { readonly [Id in OperationId]: Validator<ParametersOf<Id>> };

/** Whether a body is as the contract says, by operationId; an operation without a body takes only undefined. */
export const bodyValidators: { readonly [Id in OperationId]: Validator<BodyOf<Id>> };
`;

function formTypes(operations: readonly ContractOperation[]): string {
  const entries = operations.map(({ id }) => `  readonly ${id}: Validator<Body<'${id}'>>;`).join('\n');
  return `${notice}import type { operations } from './contract.ts';

type Body<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;

/** What a validator found wrong. */
export interface SchemaFault {
  /** A JSON Pointer to the value; to the object itself where a property is missing. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validator<T> {
  (value: unknown): value is T;
  readonly errors?: readonly SchemaFault[] | null;
}

/** Whether a body is as the contract says, by operationId. */
export const bodyValidators: {
${entries}
};
`;
}
