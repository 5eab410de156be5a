// Made from openapi.yaml by "npm run generate". Do not edit.
import type { BodyOf, OperationId, ParametersOf, Validator } from '../contract-types.ts';

/** Whether parameters (`{path, query, header}`) are as the contract says, by operationId. */
export const parameterValidators: { readonly [Id in OperationId]: Validator<ParametersOf<Id>> };

/** Whether a body is as the contract says, by operationId; an operation without a body takes only undefined. */
export const bodyValidators: { readonly [Id in OperationId]: Validator<BodyOf<Id>> };
