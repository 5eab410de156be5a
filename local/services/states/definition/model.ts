import type { Variables } from '../language/query-language.ts';
import type { Json } from '../../../json.ts';
import type { Visit } from '../engine/visit.ts';

export const stateTypes = ['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'] as const;
export type StateType = (typeof stateTypes)[number];

/** How a state is left. */
export interface Transition {
  readonly output: Json;
  readonly assigned: Variables;
  /** The state that follows; null at the end of the thread. */
  readonly next: string | null;
}

/** A state that can run. */
export interface State {
  readonly name: string;
  readonly type: StateType;
  /** The states that may follow it, for checks of the whole. */
  readonly targets: readonly string[];
  /** Whether the thread may end with it. */
  readonly isTerminal: boolean;
  /** @throws StatesError, StoppedError */
  run(visit: Visit): Promise<Transition>;
}

/** States that follow each other: a state machine's own, or those of a branch or iteration. */
export interface Scope {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A definition that can run. */
export interface StateMachineModel extends Scope {
  /** Seconds. */
  readonly timeoutSeconds: number | undefined;
}
