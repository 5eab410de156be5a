import type { Dragon } from '../../../api/api.ts';
import type { Outcome, Problem } from '../../../api/outcome.ts';
import type { DragonCalls } from '../calls.ts';

/** A dragon to do things with. */
export const frost: Dragon = {
  dragonName: 'Frost',
  family: 'blue',
  description: 'Writes on windows.',
  city: 'Las Vegas',
  country: 'USA',
  state: 'Nevada',
  neighborhood: 'Hills Creek Dr',
};

/** An answer of the API. */
export function answer<T>(data: T, etag?: string): Outcome<T> {
  return { kind: 'answered', status: 200, data, etag, location: undefined, retryAfter: undefined };
}

/** A refusal of the API. */
export function refusal(status: number, errors?: Problem['errors']): Outcome<never> {
  const problem: Problem = {
    type: 'urn:dragons:problem:refused',
    title: 'No',
    detail: 'No.',
    requestId: 'request-1',
    ...(errors !== undefined && { errors }),
  };
  return { kind: 'refused', status, problem, retryAfter: undefined };
}

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
