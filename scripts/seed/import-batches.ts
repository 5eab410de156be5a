import { isObject } from '../../local/json.ts';
import { AwsCallError, CallRefusedError } from '../aws/aws-call-errors.ts';
import { FunctionMissingError, UnknownAnswerError } from '../lambda/function-errors.ts';
import type { FunctionCaller } from '../lambda/invoke-function.ts';
import type { Batch, Candidate } from './batches.ts';

/** What became of one dragon. */
export interface ImportedCandidate {
  readonly candidate: Candidate;
  readonly outcome: 'added' | 'name-taken' | 'invalid' | 'failed';
  /** Why it was not added; no text when it was. */
  readonly why: string;
  /** What the function found wrong, as it said it. */
  readonly errors?: readonly unknown[];
}

/** What importing needs beside the batches. */
export interface ImportSettings {
  readonly caller: Pick<FunctionCaller, 'invoke'>;
  /** Waits so many milliseconds, or until the import is stopped. */
  wait(milliseconds: number): Promise<unknown>;
  /** When it is aborted, what is under way comes to its end, and nothing else begins. */
  readonly signal: AbortSignal;
  /** Takes what became of some dragons. */
  settle(imported: readonly ImportedCandidate[]): void;
  /** Takes how far the import is: `read` of the last batch that is done. */
  progress(read: number | undefined): void;
}

/** How many batches are under way at once. */
const atOnce = 4;

/** How often a dragon is sent at most, and the wait before the second time, in milliseconds; each further wait is twice as long. */
const attempts = 6;
const firstWait = 500;

/**
 * Sends batches to the function that imports. What fails is sent again, a while later and then a longer while later.
 * @returns whether the end was reached: false when it was stopped before
 * @throws AwsCallError when no further call can succeed; what was sent is settled
 */
export async function importBatches(batches: AsyncGenerator<Batch>, settings: ImportSettings): Promise<boolean> {
  const { caller, signal } = settings;
  // A file that cannot be read is told before anybody is called.
  const first = await batches.next();
  if (first.done === true) return true;
  // Says at once, and before anything is added, when there is nobody to send to.
  outcomesOf(await caller.invoke('import-dragons', payloadOf([])), 0);
  const source = startingWith(first.value, batches);
  let isBroken = false;
  let isAtEnd = false;
  const work = async (): Promise<void> => {
    try {
      for (;;) {
        if (isBroken || signal.aborted) return;
        const next = await source.next();
        if (next.done === true) {
          isAtEnd = true;
          return;
        }
        await importBatch(next.value.candidates, settings);
        settings.progress(next.value.read);
      }
    } catch (error) {
      isBroken = true;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return isAtEnd;
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

async function importBatch(candidates: readonly Candidate[], settings: ImportSettings): Promise<void> {
  let left = candidates;
  let isAnswerLost = false;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const results = await attemptOf(left, settings.caller);
    const imported = results.map((result) => afterLostAnswer(result, isAnswerLost));
    const isLast = attempt === attempts || settings.signal.aborted;
    settings.settle(isLast ? imported : imported.filter(({ outcome }) => outcome !== 'failed'));
    if (isLast) return;
    isAnswerLost ||= results.some(({ isUnanswered }) => isUnanswered);
    left = results.flatMap(({ candidate, outcome }) => (outcome === 'failed' ? [candidate] : []));
    // By chance, so that batches that failed together do not come again together.
    if (left.length > 0) await settings.wait(firstWait * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
  }
}

interface Result extends ImportedCandidate {
  /** Whether nobody knows what the function did. */
  readonly isUnanswered: boolean;
}

/** Sends dragons once. @throws AwsCallError when no further call can succeed */
async function attemptOf(
  candidates: readonly Candidate[],
  caller: ImportSettings['caller'],
): Promise<readonly Result[]> {
  try {
    const outcomes = outcomesOf(await caller.invoke('import-dragons', payloadOf(candidates)), candidates.length);
    return candidates.map((candidate, index) => ({
      candidate,
      ...described(outcomes[index] ?? {}),
      isUnanswered: false,
    }));
  } catch (error) {
    if (!(error instanceof AwsCallError) || isFinal(error)) throw error;
    const { message } = error;
    return candidates.map((candidate) => ({ candidate, outcome: 'failed', why: message, isUnanswered: true }));
  }
}

function isFinal(error: AwsCallError): boolean {
  return (
    error instanceof CallRefusedError || error instanceof FunctionMissingError || error instanceof UnknownAnswerError
  );
}

/** A name may be taken by the dragon itself, when an earlier call added it and its answer never came. */
function afterLostAnswer({ candidate, outcome, why, errors }: Result, isAnswerLost: boolean): ImportedCandidate {
  const hint = isAnswerLost && outcome === 'name-taken' ? ', perhaps by this import: an earlier answer was lost' : '';
  return { candidate, outcome, why: why + hint, ...(errors !== undefined && { errors }) };
}

function payloadOf(candidates: readonly Candidate[]): string {
  return `{"dragons":[${candidates.map(({ text }) => text).join(',')}]}`;
}

/** What the function said of each dragon. @throws UnknownAnswerError */
function outcomesOf(answer: unknown, count: number): Record<string, unknown>[] {
  const outcomes: unknown[] = isObject(answer) && Array.isArray(answer.outcomes) ? answer.outcomes : [undefined];
  const known = outcomes.filter(isObject);
  if (known.length === outcomes.length && known.length === count) return known;
  throw new UnknownAnswerError(
    'import-dragons answered something else than one outcome for each dragon. Do the script and the deployment belong to the same version?',
  );
}

function described({ outcome, errors }: Record<string, unknown>): Omit<ImportedCandidate, 'candidate'> {
  switch (outcome) {
    case 'added':
      return { outcome, why: '' };
    case 'name-taken':
      return { outcome, why: 'the name is taken' };
    case 'failed':
      return { outcome, why: 'the registry could not be reached' };
    case 'invalid': {
      const list: unknown[] = Array.isArray(errors) ? errors : [];
      return { outcome, why: list.filter(isObject).map(errorText).join('; '), errors: list };
    }
    default:
      throw new UnknownAnswerError(
        `import-dragons answered the outcome ${JSON.stringify(outcome)}, which nobody knows.`,
      );
  }
}

/** `{in: 'body', name: '/family', message: 'is required'}` in words. */
function errorText({ name, message }: Record<string, unknown>): string {
  const field = typeof name === 'string' && name !== '' ? name.replace(/^\//, '') : 'it';
  return `${field} ${typeof message === 'string' ? message : 'is not right'}`;
}
