import { setImmediate as breathe } from 'node:timers/promises';
import type { Json } from '../../../json.ts';
import type { Scope, State, Transition } from '../definition/model.ts';
import { StatesError } from '../states-error.ts';
import { dataText } from './execution.ts';
import { Visit } from './visit.ts';
import type { ThreadSetting } from './visit.ts';

/** So many states may follow each other before everything else in the process has its turn. */
const statesPerTurn = 32;

/**
 * Runs the states of a thread from where its events say it stands.
 * @param input of the first state
 * @returns the output of the last state
 * @throws StatesError when a state fails and nothing catches it; StoppedError
 */
export async function runThread(setting: ThreadSetting, scope: Scope, input: Json): Promise<Json> {
  const { thread } = setting;
  for (let count = 1; ; count += 1) {
    if (thread.position === undefined) {
      const { next, output } = thread.left ?? { next: scope.startAt, output: input };
      if (next === null) return output;
      enter(setting, stateOf(scope, next), output);
    }
    await visitState(setting, scope);
    if (count % statesPerTurn === 0) await breathe();
  }
}

function enter(setting: ThreadSetting, state: State, input: Json): void {
  const { execution, thread, signal } = setting;
  const details = { name: state.name, input: dataText(state.name, input), inputDetails: { truncated: false } };
  execution.add(thread, signal, `${state.type}StateEntered`, { details, data: input });
}

async function visitState(setting: ThreadSetting, scope: Scope): Promise<void> {
  const { execution, thread } = setting;
  const { position } = thread;
  if (position === undefined) return;
  const visit = new Visit(setting, stateOf(scope, position.state), position);
  try {
    leave(visit, await visit.state.run(visit));
  } catch (error) {
    throw error instanceof StatesError ? visit.explain(error) : error;
  }
  execution.saveProgress(thread.path, undefined);
}

function leave(visit: Visit, { output, assigned, next }: Transition): void {
  const { name, type } = visit.state;
  const variables = Object.entries(assigned).map(([variable, value]) => [variable, dataText(name, value)] as const);
  const details = {
    name,
    output: dataText(name, output),
    outputDetails: { truncated: false },
    ...(variables.length > 0 && {
      assignedVariables: Object.fromEntries(variables),
      assignedVariablesDetails: { truncated: false },
    }),
  };
  visit.add(`${type}StateExited`, { details, data: output, next });
}

function stateOf(scope: Scope, name: string): State {
  const state = scope.states.get(name);
  if (state === undefined) throw new Error(`The definition has no state ${name}.`);
  return state;
}
