import type { JsonObject } from '../../../json.ts';
import type { Fields } from '../definition/fields.ts';
import type { Transition } from '../definition/model.ts';
import type { Frame, Leaving, QueryLanguage } from '../language/query-language.ts';
import { errorNames, StatesError } from '../states-error.ts';
import { errorOutputOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** When and how often a state is tried again. */
interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly hasJitter: boolean;
}

/** Where a failure leads. */
interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  leave(frame: Frame, errorOutput: JsonObject): Promise<Leaving>;
}

/** `Retry` and `Catch` of a state. */
export interface ErrorHandlers {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

/** Reads `Retry` and `Catch`. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function readErrorHandlers(fields: Fields, language: QueryLanguage): ErrorHandlers {
  return {
    retriers: fields.objects('Retry').map((retrier, index, all) => readRetrier(retrier, index === all.length - 1)),
    catchers: fields
      .objects('Catch')
      .map((catcher, index, all) => readCatcher(catcher, index === all.length - 1, language)),
  };
}

/**
 * Tries to run a state until it succeeds, its retriers give up, or a catcher takes the failure over.
 * @param attempt one try
 * @throws StatesError that nobody caught; StoppedError
 */
export async function withHandlers(
  visit: Visit,
  { retriers, catchers }: ErrorHandlers,
  next: string | null,
  attempt: () => Promise<Leaving>,
): Promise<Transition> {
  for (;;) {
    const { retryAt } = visit.progress;
    if (retryAt !== undefined) await visit.pauseUntil(retryAt);
    try {
      return { ...(await attempt()), next };
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const failure = visit.explain(error);
      if (schedulesRetry(visit, retriers, failure)) continue;
      const catcher = catchers.find(({ errorEquals }) => isCaughtBy(errorEquals, failure));
      if (catcher === undefined) throw failure;
      return { ...(await catcher.leave(visit.frame(), errorOutputOf(failure))), next: catcher.next };
    }
  }
}

/**
 * Whether a list of error names stands for a failure. `States.ALL` does not stand for `States.DataLimitExceeded`, and nothing does for
 * `States.Runtime`. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation
 */
export function isCaughtBy(errorEquals: readonly string[], { errorName, aliases }: StatesError): boolean {
  if (errorName === errorNames.runtime) return false;
  const names = [...(errorName === undefined ? [] : [errorName]), ...aliases];
  const isTerminal = errorName === errorNames.dataLimit;
  return errorEquals.some((wanted) => {
    if (names.includes(wanted)) return true;
    if (wanted === errorNames.all) return !isTerminal;
    return wanted === errorNames.taskFailed && !isTerminal && errorName !== errorNames.timeout;
  });
}

/** Decides whether a state is tried again, and writes down when. */
function schedulesRetry(visit: Visit, retriers: readonly Retrier[], failure: StatesError): boolean {
  const index = retriers.findIndex(({ errorEquals }) => isCaughtBy(errorEquals, failure));
  const retrier = retriers[index];
  const counts = retriers.map((_, at) => visit.progress.retries[at] ?? 0);
  const made = counts[index] ?? 0;
  if (retrier === undefined || made >= retrier.maxAttempts) return false;
  const now = visit.setting.execution.world.timers.now();
  visit.progress = {
    enteredId: visit.position.enteredId,
    retries: counts.with(index, made + 1),
    retryAt: now + delaySeconds(retrier, made) * 1000,
  };
  return true;
}

function delaySeconds(retrier: Retrier, retriesMade: number): number {
  const { intervalSeconds, backoffRate, maxDelaySeconds, hasJitter } = retrier;
  const delay = Math.min(intervalSeconds * backoffRate ** retriesMade, maxDelaySeconds);
  return hasJitter ? Math.random() * delay : delay;
}

function readRetrier(fields: Fields, isLast: boolean): Retrier {
  const strategy = fields.text('JitterStrategy') ?? 'NONE';
  if (strategy !== 'NONE' && strategy !== 'FULL') {
    fields.problem('JitterStrategy', `Value should be one of the following: [NONE, FULL]`);
  }
  const retrier = {
    errorEquals: readErrorEquals(fields, isLast),
    intervalSeconds: fields.integer('IntervalSeconds', { min: 1, max: 99_999_999 }) ?? 1,
    maxAttempts: fields.integer('MaxAttempts', { min: 0, max: 99_999_999 }) ?? 3,
    backoffRate: fields.number('BackoffRate', { min: 1 }) ?? 2,
    maxDelaySeconds: fields.integer('MaxDelaySeconds', { min: 1, max: 31_622_400 }) ?? Infinity,
    hasJitter: strategy === 'FULL',
  };
  fields.any('Comment');
  fields.finish();
  return retrier;
}

function readCatcher(fields: Fields, isLast: boolean, language: QueryLanguage): Catcher {
  const errorEquals = readErrorEquals(fields, isLast);
  const next = fields.requiredText('Next');
  const leave = language.catcher(fields);
  fields.any('Comment');
  fields.finish();
  return { errorEquals, next, leave };
}

function readErrorEquals(fields: Fields, isLast: boolean): string[] {
  const names = fields.texts('ErrorEquals');
  if (names.length === 0) fields.problem('ErrorEquals', "The field 'ErrorEquals' has at least one error name");
  if (names.includes(errorNames.all) && (names.length > 1 || !isLast)) {
    fields.problem('ErrorEquals', `'${errorNames.all}' stands alone, and last`);
  }
  const unknown = names.find((name) => name.startsWith('States.') && !knownNames.has(name));
  if (unknown !== undefined) fields.problem('ErrorEquals', `'${unknown}' is not an error name of the language`);
  return names;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const knownNames: ReadonlySet<string> = new Set([
  ...Object.values(errorNames),
  'States.ExceedToleratedFailureThreshold',
  'States.Http.Socket',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.ResultWriterFailed',
]);
