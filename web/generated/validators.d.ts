// Made from openapi.yaml by "npm run generate". Do not edit.
import type { operations } from './contract.ts';

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
  readonly reportDragon: Validator<Body<'reportDragon'>>;
  readonly replaceDragon: Validator<Body<'replaceDragon'>>;
};
