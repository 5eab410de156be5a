/** One operation of the contract, as far as generators and tests look at it. */
export interface ContractOperation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  /** The OAuth scopes of which one is needed; empty for an operation that needs no token. */
  readonly scopes: readonly string[];
  readonly parameters: readonly ContractParameter[];
  readonly statuses: readonly number[];
  /** Schema of the JSON body; undefined when the operation takes none. */
  readonly body: Record<string, unknown> | undefined;
  /** The operation object itself. */
  readonly source: Record<string, unknown>;
}

/** One parameter of an operation. */
export interface ContractParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Record<string, unknown>;
}

/** An operation of the contract lacks what the generator needs, or has it in another form. */
export class UnusableContractError extends Error {
  override readonly name = 'UnusableContractError';
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head'];

/**
 * Reads the operations of an OpenAPI document; `options` preflights have no operationId and are left out.
 * @param document the parsed openapi.yaml
 * @throws UnusableContractError that names the operation when it lacks what the generator needs
 */
export function readOperations(document: unknown): {
  operations: ContractOperation[];
  schemas: Record<string, unknown>;
} {
  const root = object(document, 'openapi.yaml');
  const operations = Object.entries(object(root.paths, 'paths')).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const source = object(item, path)[method];
      return source === undefined ? [] : [readOperation(path, method, object(source, `${method} ${path}`))];
    }),
  );
  return { operations, schemas: object(object(root.components, 'components').schemas, 'components.schemas') };
}

function readOperation(path: string, method: string, source: Record<string, unknown>): ContractOperation {
  const place = `${method} ${path}`;
  const id = source.operationId;
  if (typeof id !== 'string') throw new UnusableContractError(`${place}: operationId is missing`);
  const content = object(object(source.requestBody ?? {}, place).content ?? {}, place)['application/json'];
  return {
    id,
    method: method.toUpperCase(),
    path,
    scopes: list(source.security).flatMap((scheme) =>
      Object.values(object(scheme, place)).flatMap((scopes) => list(scopes).map(String)),
    ),
    parameters: list(source.parameters).map((parameter) => readParameter(object(parameter, place), place)),
    statuses: Object.keys(object(source.responses, place)).map(Number),
    body: content === undefined ? undefined : object(object(content, place).schema, `${place}: schema of the body`),
    source,
  };
}

function readParameter(source: Record<string, unknown>, place: string): ContractParameter {
  const { name, in: where, required } = source;
  if (typeof name !== 'string' || typeof where !== 'string')
    throw new UnusableContractError(`${place}: a parameter lacks "name" or "in"`);
  return {
    name,
    in: where,
    required: required === true,
    schema: object(source.schema, `${place}: schema of ${name}`),
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnusableContractError(`${place}: an object is expected`);
  return Object.fromEntries(Object.entries(value));
}
