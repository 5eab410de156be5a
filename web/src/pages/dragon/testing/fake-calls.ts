import type { Dragon } from '../../../api/api.ts';
import type { Outcome } from '../../../api/outcome.ts';
import type { DragonCalls } from '../calls.ts';

/** An API that answers as said, and otherwise not at all. */
export function fakeCalls(answers: {
  readonly find?: Outcome<Dragon>;
  readonly replace?: Outcome<Dragon>;
  readonly remove?: Outcome<unknown>;
}): DragonCalls {
  const unreachable = { kind: 'unreachable' } as const;
  return {
    find: () => Promise.resolve(answers.find ?? unreachable),
    replace: () => Promise.resolve(answers.replace ?? unreachable),
    remove: () => Promise.resolve(answers.remove ?? unreachable),
  };
}
