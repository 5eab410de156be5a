import type { components, operations } from './generated/contract.ts';
import type { operationTable } from './generated/operations.ts';

/** The operationIds of the contract. */
export type OperationId = keyof typeof operationTable & keyof operations;

/** The schemas of the contract by name: `Schemas['Dragon']`. */
export type Schemas = components['schemas'];

/** Drops the index signature that openapi-typescript adds to headers. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

/** An object without properties of its own. */
type Empty = Readonly<Record<string, never>>;

type Group<T> = [T] extends [undefined] ? Empty : Exclude<T, undefined>;

/** The parameters of an operation after they were checked against the contract, by where they stand. */
export interface ParametersOf<Id extends OperationId> {
  readonly path: Group<operations[Id]['parameters']['path']>;
  readonly query: Group<operations[Id]['parameters']['query']>;
  readonly header: Group<operations[Id]['parameters']['header']>;
}

/** The JSON body of an operation; undefined for one that takes none. */
export type BodyOf<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : undefined;

type ResponsesOf<Id extends OperationId> = operations[Id]['responses'];

/** The statuses that the contract documents for an operation. */
export type StatusOf<Id extends OperationId> = keyof ResponsesOf<Id> & number;

/** The headers of an answer that the operation itself must give; the wrapper adds the rest. */
type HeadersOf<Response> = Response extends { headers: infer Headers }
  ? Omit<Named<Headers>, 'X-Correlation-Id' | 'WWW-Authenticate'>
  : Empty;

/** A success of an operation: a status of the contract with the headers and the body that it documents. */
export type SuccessOf<Id extends OperationId> = {
  [Status in StatusOf<Id>]: ResponsesOf<Id>[Status] extends { content: infer Content }
    ? Content extends { 'application/json': infer Body }
      ? { readonly status: Status; readonly headers: HeadersOf<ResponsesOf<Id>[Status]>; readonly body: Body }
      : never
    : { readonly status: Status; readonly headers: HeadersOf<ResponsesOf<Id>[Status]>; readonly body?: undefined };
}[StatusOf<Id>];

/** A compiled schema: says whether a value is a `T`, and leaves the errors of the last call. */
export interface Validator<T> {
  (value: unknown): value is T;
  errors?: readonly ValidationError[] | null;
}

/** What Ajv says about one violation. */
export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
