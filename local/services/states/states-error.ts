/** The error names of the Amazon States Language that this interpreter gives itself. https://states-language.net/#appendix-a */
export const errorNames = {
  all: 'States.ALL',
  branchFailed: 'States.BranchFailed',
  dataLimit: 'States.DataLimitExceeded',
  heartbeat: 'States.HeartbeatTimeout',
  intrinsic: 'States.IntrinsicFailure',
  query: 'States.QueryEvaluationError',
  resultPath: 'States.ResultPathMatchFailure',
  runtime: 'States.Runtime',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
} as const;

/** What a {@link StatesError} may say beside its name and cause. */
export interface StatesErrorOptions extends ErrorOptions {
  /** The field whose expression failed: `Output/name`. */
  readonly location?: string;
  /** Other names under which it can be caught. */
  readonly aliases?: readonly string[];
  /** Whether the interpreter found it, not the task: its cause then says which state it happened in. */
  readonly isOwn?: boolean;
}

/** A failure inside an execution: it has a name for `ErrorEquals` and perhaps a cause, and ends the execution when nobody catches it. */
export class StatesError extends Error {
  override readonly name = 'StatesError';
  /** For `ErrorEquals`; a `Fail` state may leave it out. */
  readonly errorName: string | undefined;
  readonly causeText: string | undefined;
  readonly location: string | undefined;
  readonly aliases: readonly string[];
  readonly isOwn: boolean;

  constructor(errorName: string | undefined, causeText: string | undefined, options: StatesErrorOptions = {}) {
    super(`${errorName ?? '(no error name)'}: ${causeText ?? ''}`, options);
    this.errorName = errorName;
    this.causeText = causeText;
    this.location = options.location;
    this.aliases = options.aliases ?? [];
    this.isOwn = options.isOwn ?? false;
  }

  /** The same failure with another cause. */
  withCause(causeText: string): StatesError {
    const { location, aliases } = this;
    return new StatesError(this.errorName, causeText, { ...(location && { location }), aliases, cause: this });
  }
}

/** A failure that the interpreter itself found. */
export function ownError(errorName: string, causeText: string, options: StatesErrorOptions = {}): StatesError {
  return new StatesError(errorName, causeText, { ...options, isOwn: true });
}

/** Somebody else ended the execution, or the branch, that this was a part of: nothing may be recorded any more. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
