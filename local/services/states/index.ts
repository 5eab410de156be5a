export { stepFunctions } from './step-functions.ts';
export type { StepFunctions, StepFunctionsOptions } from './step-functions.ts';
export type { DeclaredStateMachine } from './state-machines.ts';
export { InvalidDefinitionError } from './definition/problem.ts';
export {
  readDefinition,
  serverlessStateMachineProperties,
  stateMachineOf,
  stateMachineProperties,
} from './definition/template-definition.ts';
export type {
  StateMachineProperties,
  StateMachineResource,
  TemplateDefinition,
} from './definition/template-definition.ts';
