import type { OperationId } from './contract-types.ts';
import { bodyValidators } from './generated/validators.js';
import type { RequestError } from './problems.ts';
import { requestErrors } from './request.ts';

/**
 * What is wrong with a value as the body of an operation, for whoever gets such values on another way than through the API.
 * @returns an empty list when the contract takes it
 */
export function bodyFaults(id: OperationId, value: unknown): RequestError[] {
  const isBody = bodyValidators[id];
  return isBody(value) ? [] : requestErrors(isBody.errors ?? [], true);
}
