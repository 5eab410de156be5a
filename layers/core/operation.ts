import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Caller } from './caller.ts';
import type { BodyOf, OperationId, ParametersOf, StatusOf, SuccessOf } from './contract-types.ts';
import { operationTable } from './generated/operations.ts';
import { bodyValidators, parameterValidators } from './generated/validators.js';
import type { ProblemWith, Refusal } from './problems.ts';
import { runOperation, type AnyAnswer } from './run-operation.ts';

/** Operations that need a scope have a caller, the others have none. */
type CallerOf<Id extends OperationId> = (typeof operationTable)[Id]['scopes'] extends readonly [] ? undefined : Caller;

/** A request after it was checked against the contract. */
export interface OperationRequest<Id extends OperationId> extends ParametersOf<Id> {
  readonly body: BodyOf<Id>;
  readonly caller: CallerOf<Id>;
  readonly requestId: string;
}

/** What an operation may answer: its successes, and the problems that go with a status that the contract documents. */
export type Answer<Id extends OperationId> = Extract<SuccessOf<Id> | Refusal<ProblemWith<StatusOf<Id>>>, AnyAnswer>;

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A handler names an operation that the contract does not have (any more). */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';
}

/**
 * Makes the Lambda handler of an operation: checks token, scope, parameters and body against the contract, gives them typed to the logic,
 * turns its answer into a response, and writes log, metrics and trace. What the logic throws becomes a 500 that says nothing of it.
 * @param id the operationId; a status that the contract does not document for it does not compile
 * @throws UnknownOperationError, when the handler is loaded
 */
export function operation<Id extends OperationId>(
  id: Id,
  logic: (request: OperationRequest<Id>) => Promise<Answer<Id>>,
): Handler {
  if (!Object.hasOwn(operationTable, id)) {
    throw new UnknownOperationError(
      `openapi.yaml has no operation ${id}; the handler and its operationId must have the same name.`,
    );
  }
  return runOperation({
    definition: operationTable[id],
    isParameters: parameterValidators[id],
    isBody: bodyValidators[id],
    logic: async ({ parameters, body, caller, requestId }) => {
      if (!isCallerOf(id, caller)) throw new Error(`${id} was called without a caller.`);
      return logic({ ...parameters, body, caller, requestId });
    },
  });
}

function isCallerOf<Id extends OperationId>(id: Id, caller: Caller | undefined): caller is CallerOf<Id> {
  return operationTable[id].scopes.length > 0 === (caller !== undefined);
}
