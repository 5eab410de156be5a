import { ServiceError } from '../../service-error.ts';

/** Something in a definition that cannot run. */
export interface Problem {
  /** `SCHEMA_VALIDATION_FAILED`, `MISSING_TRANSITION_TARGET` and so on, as ValidateStateMachineDefinition names them. */
  readonly code: string;
  readonly message: string;
  /** Where: `/States/Notify/Resource`. */
  readonly location: string;
}

/** A definition that cannot run. Its message lists every problem with its place. */
export class InvalidDefinitionError extends ServiceError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    const list = problems.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
    super('InvalidDefinition', `Invalid State Machine Definition: '${list.join(', ')}'`, options);
    this.problems = problems;
  }
}

/** Collects problems, so that all of a definition are told at once. */
export type Report = (location: string, message: string, code?: string) => void;
