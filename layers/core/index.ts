export { entityTagMatches, entityTagMatchesStrongly } from './entity-tag.ts';
export { background } from './background.ts';
export { bodyFaults } from './body-faults.ts';
export { log, type LogMessage } from './log.ts';
export { logMessages } from './log-messages.ts';
export { operationTable } from './generated/operations.ts';
export { operation, type Answer, type OperationRequest } from './operation.ts';
export {
  MissingParameterError,
  ParameterStore,
  type Parameters,
  type ParameterPage,
  type ParameterSource,
} from './parameters.ts';
export { refuse, type ProblemName, type Refusal, type RequestError } from './problems.ts';
export { isRecord } from './records.ts';
export { requiredVariable } from './environment.ts';
export { traced, withTrace } from './trace.ts';
export { traceClient } from './trace-client.ts';
export { count, seconds } from './metric.ts';
export type { Caller } from './caller.ts';
export type { OperationId, Schemas } from './contract-types.ts';
