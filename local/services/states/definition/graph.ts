import type { Fields } from './fields.ts';
import type { Scope } from './model.ts';

/** Checks that the states of a scope lead to each other, that all can be reached, and that it can end. */
export function checkGraph({ startAt, states }: Scope, fields: Fields): void {
  const missing = (field: string, target: string): void => {
    if (target !== '' && !states.has(target)) {
      fields.problem(field, `There is no state '${target}' here`, 'MISSING_TRANSITION_TARGET');
    }
  };
  missing('StartAt', startAt);
  const reached = new Set<string>();
  const open = [startAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = states.get(name);
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...state.targets);
  }
  for (const [name, { targets }] of states) {
    for (const target of targets) missing(`States/${name}`, target);
    if (states.has(startAt) && !reached.has(name)) {
      fields.problem(`States/${name}`, 'No state leads to this one', 'MISSING_TRANSITION_TARGET');
    }
  }
  if (states.size > 0 && ![...states.values()].some(({ isTerminal }) => isTerminal)) {
    fields.problem('States', 'No state ends', 'MISSING_END_STATE');
  }
}
