import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { DefinitionText, ErrorMatcher, StateText } from './definition.ts';

/** Everything that can happen between the states of a definition, in words. */
const edge = {
  starts: (to: string) => `the execution starts with ${to}`,
  next: (from: string, to: string) => `${from} is followed by ${to}`,
  caught: (from: string, error: string, to: string) => `${from} fails with ${error} and leads to ${to}`,
  triedAgain: (state: string, error: string) => `${state} fails with ${error} and is tried again`,
  notTriedAgain: (state: string, error: string) => `${state} fails with ${error} and is not tried again`,
  givenUp: (state: string, error: string, tries: number) => `${state} is given up after ${tries} tries with ${error}`,
  late: (state: string, seconds: number) => `${state} is given no more than ${seconds} seconds`,
  ends: (state: string) => `the execution ends with ${state}`,
};

/** The edges of a definition: where each state leads, whatever happens in it. */
export function edgesOf({ StartAt, States }: DefinitionText): Set<string> {
  const found = [edge.starts(StartAt)];
  for (const [name, state] of Object.entries(States)) {
    const { Next, Default, Choices = [], Catch = [], Retry = [], TimeoutSeconds } = state;
    const targets = [Next, ...Choices.map((choice) => choice.Next), Default].filter((to) => to !== undefined);
    // A history does not say by which rule a Choice was left.
    if (new Set(targets).size < targets.length) throw new Error(`Two ways out of ${name} lead to the same state.`);
    found.push(...targets.map((to) => edge.next(name, to)));
    if (targets.length === 0) found.push(edge.ends(name));
    for (const catcher of Catch)
      found.push(...catcher.ErrorEquals.map((error) => edge.caught(name, error, catcher.Next)));
    for (const { ErrorEquals, MaxAttempts } of Retry) {
      for (const error of ErrorEquals) {
        if (MaxAttempts === 0) found.push(edge.notTriedAgain(name, error));
        else found.push(edge.triedAgain(name, error), edge.givenUp(name, error, MaxAttempts + 1));
      }
    }
    if (TimeoutSeconds !== undefined) found.push(edge.late(name, TimeoutSeconds));
  }
  return new Set(found);
}

/** The edges that an execution went over, by its history alone. One that the definition does not have is among them as well. */
export function edgesWalked(definition: DefinitionText, history: readonly HistoryEvent[]): Set<string> {
  const walk = new Walk(definition);
  for (const event of history) walk.take(event);
  return walk.edges;
}

const ends = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/;

class Walk {
  readonly edges = new Set<string>();
  readonly #definition: DefinitionText;
  #state: string | undefined;
  #scheduledAt = 0;
  /** The error of the last try, until something follows from it. */
  #failure: string | undefined;
  /** How many tries of the state failed, by the entry of `Retry` that knows the error. */
  #tries = new Map<string, number>();

  constructor(definition: DefinitionText) {
    this.#definition = definition;
  }

  take(event: HistoryEvent): void {
    const type: string = event.type ?? '';
    const at = event.timestamp?.getTime() ?? 0;
    if (type.endsWith('StateEntered')) this.#enter(event.stateEnteredEventDetails?.name ?? '');
    else if (type === 'TaskScheduled') this.#schedule(at);
    else if (type === 'TaskSucceeded') this.#failure = undefined;
    else if (type === 'TaskFailed') this.#fail(event.taskFailedEventDetails?.error ?? '');
    else if (type === 'TaskTimedOut') {
      this.edges.add(edge.late(this.#state ?? '', (at - this.#scheduledAt) / 1000));
      this.#fail(event.taskTimedOutEventDetails?.error ?? '');
    } else if (ends.test(type)) this.edges.add(edge.ends(this.#state ?? ''));
  }

  #enter(name: string): void {
    const from = this.#state;
    if (from === undefined) this.edges.add(edge.starts(name));
    else if (this.#failure === undefined) this.edges.add(edge.next(from, name));
    else this.#leaveFailed(from, this.#failure, name);
    this.#state = name;
    this.#failure = undefined;
    this.#tries = new Map();
  }

  #schedule(at: number): void {
    this.#scheduledAt = at;
    const name = this.#state ?? '';
    if (this.#failure !== undefined)
      this.edges.add(edge.triedAgain(name, known(this.#text(name).Retry, this.#failure)));
    this.#failure = undefined;
  }

  #fail(error: string): void {
    this.#failure = error;
    const entry = known(this.#text(this.#state ?? '').Retry, error);
    this.#tries.set(entry, (this.#tries.get(entry) ?? 0) + 1);
  }

  #leaveFailed(from: string, error: string, to: string): void {
    const { Retry = [], Catch } = this.#text(from);
    this.edges.add(edge.caught(from, known(Catch, error), to));
    const entry = known(Retry, error);
    const isTried = Retry.find(({ ErrorEquals }) => ErrorEquals.includes(entry))?.MaxAttempts !== 0;
    this.edges.add(isTried ? edge.givenUp(from, entry, this.#tries.get(entry) ?? 0) : edge.notTriedAgain(from, entry));
  }

  #text(name: string): StateText {
    return this.#definition.States[name] ?? { Type: 'unknown' };
  }
}

/** The entry of the first retrier or catcher that is for an error. */
function known(matchers: readonly ErrorMatcher[] = [], error: string): string {
  const entries = matchers.flatMap(({ ErrorEquals }) => ErrorEquals);
  return entries.find((entry) => entry === error || entry === 'States.ALL') ?? `${error}, which nothing is for`;
}
