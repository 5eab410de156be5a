import type { Fields } from '../definition/fields.ts';
import type { Scope, State, StateType } from '../definition/model.ts';
import type { QueryLanguage } from '../language/query-language.ts';

/** What a kind of state is read from. */
export interface StateFields {
  readonly name: string;
  readonly type: StateType;
  readonly fields: Fields;
  readonly language: QueryLanguage;
  /** Reads the states of a branch or of iterations. */
  readonly readScope: (fields: Fields) => Scope;
  /** What the machine's type forbids, such as tokens in Express ones. */
  readonly isExpress: boolean;
  /** Whether an operation of a service can be called, when that is known. */
  readonly canCall: (service: string, operation: string) => boolean;
}

/** A kind of state: reads its fields and says how it runs. */
export type ReadState = (from: StateFields) => State;

/** `Next`, or `End`: null. */
export function readNext({ fields }: StateFields): string | null {
  const next = fields.text('Next');
  const ends = fields.boolean('End');
  if ((next === undefined) === (ends !== true)) fields.problem('', "A state has either 'Next' or 'End': true");
  return next ?? null;
}

/** What the check of the whole definition has to know of a state that goes on at one place. */
export function leadsTo(next: string | null, others: readonly string[] = []): Pick<State, 'targets' | 'isTerminal'> {
  return { targets: [...(next === null ? [] : [next]), ...others], isTerminal: next === null };
}
