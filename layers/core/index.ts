export { entityTagMatches } from './entity-tag.ts';
export { log, type LogMessage } from './log.ts';
export { logMessages } from './log-messages.ts';
export { operation, type Answer, type OperationRequest } from './operation.ts';
export {
  MissingParameterError,
  ParameterStore,
  type Parameters,
  type ParameterPage,
  type ParameterSource,
} from './parameters.ts';
export { refuse, type ProblemName, type Refusal } from './problems.ts';
export { requiredVariable } from './environment.ts';
export { traced, traceClient, withTrace } from './trace.ts';
export { count } from './metric.ts';
export type { Caller } from './caller.ts';
export type { OperationId, Schemas } from './contract-types.ts';
