import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../api/outcome.ts';
import type { Dragon } from '../../api/api.ts';
import { frost } from '../../testing/dragons.ts';
import { answered, refused } from '../../testing/outcomes.ts';
import { removeDragon } from './remove-dragon.ts';
import { fakeCalls } from './testing/fake-calls.ts';

const remove = async (answers: { remove: Outcome<unknown>; find?: Outcome<Dragon> }) => {
  const outcome = await removeDragon(fakeCalls(answers), 'Frost', '"1"', new AbortController().signal);
  return outcome.kind === 'answered' ? outcome.data : outcome;
};

describe('removing a dragon', () => {
  it('is done when the API says so', async () => {
    expect(await remove({ remove: answered(undefined) })).toEqual({ kind: 'removed' });
  });

  it.each([
    ['before', { remove: refused(404) }],
    ['between two calls', { remove: refused(412), find: refused(404) }],
  ])('is not needed when it is gone already: %s', async (_when, answers) => {
    expect(await remove(answers)).toEqual({ kind: 'gone' });
  });

  it('that was changed meanwhile shows what it is now', async () => {
    const current = { ...frost, city: 'Reno' };
    expect(await remove({ remove: refused(412), find: answered(current, '"2"') })).toEqual({
      kind: 'changed',
      current: { dragon: current, etag: '"2"' },
    });
  });

  it('may be tried again when there is no answer', async () => {
    expect(await remove({ remove: { kind: 'unreachable' } })).toEqual({ kind: 'unreachable' });
    expect(await remove({ remove: refused(412) })).toEqual({ kind: 'unreachable' });
  });
});
