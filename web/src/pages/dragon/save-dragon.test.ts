import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../api/outcome.ts';
import type { Dragon } from '../../api/api.ts';
import { frost } from '../../testing/dragons.ts';
import { answered, refused } from '../../testing/outcomes.ts';
import { saveDragon } from './save-dragon.ts';
import { fakeCalls } from './testing/fake-calls.ts';

const mine = { ...frost, family: 'Green' };
const save = async (answers: { replace: Outcome<Dragon>; find?: Outcome<Dragon> }) => {
  const outcome = await saveDragon(
    fakeCalls(answers),
    { name: 'Frost', base: '"1"', mine, before: [] },
    new AbortController().signal,
  );
  return outcome.kind === 'answered' ? outcome.data : outcome;
};

describe('saving a dragon', () => {
  it('gives the version that is there then', async () => {
    const kept = { ...mine, family: 'green' };
    expect(await save({ replace: answered(kept, '"2"') })).toEqual({
      kind: 'saved',
      version: { dragon: kept, etag: '"2"' },
    });
  });

  it('of which somebody else changed something shows both versions', async () => {
    const theirs = { ...frost, city: 'Reno' };
    expect(await save({ replace: refused(412), find: answered(theirs, '"2"') })).toEqual({
      kind: 'conflict',
      mine,
      theirs: { dragon: theirs, etag: '"2"' },
    });
  });

  it('is done when an attempt before did it, whose answer was lost', async () => {
    const kept = { ...mine, family: 'green' };
    expect(await save({ replace: refused(412), find: answered(kept, '"2"') })).toMatchObject({
      kind: 'saved',
      version: { etag: '"2"' },
    });
  });

  it('replaces what was sent before, whose answer was lost', async () => {
    const sent = { ...frost, city: 'Reno' };
    const replaced: (string | undefined)[] = [];
    const calls = {
      ...fakeCalls({ find: answered(sent, '"2"') }),
      replace: (_name: string, version: string | undefined) => {
        replaced.push(version);
        return Promise.resolve(version === '"2"' ? answered(mine, '"3"') : refused(412));
      },
    };

    const outcome = await saveDragon(
      calls,
      { name: 'Frost', base: '"1"', mine, before: [frost, sent] },
      new AbortController().signal,
    );

    expect(outcome).toMatchObject({ data: { kind: 'saved', version: { etag: '"3"' } } });
    expect(replaced).toEqual(['"1"', '"2"']);
  });

  it.each([
    ['before', { replace: refused(404) }],
    ['between two calls', { replace: refused(412), find: refused(404) }],
    [
      'as the API has none of such a name',
      {
        replace: refused(400, {
          errors: [{ in: 'path', name: 'dragonName', message: 'must NOT have more than 64 characters' }],
        }),
      },
    ],
  ])('that somebody removed says so: %s', async (_when, answers) => {
    expect(await save(answers)).toEqual({ kind: 'gone' });
  });

  it('that is not as the contract says tells which fields', async () => {
    const errors = [{ in: 'body' as const, name: '/dragonName', message: 'must name the dragon in the path' }];
    expect(await save({ replace: refused(400, { errors }) })).toMatchObject({ kind: 'faulty', problem: { errors } });
  });

  it.each([
    ['there is no answer', { replace: { kind: 'unreachable' } as const }],
    ['the other version cannot be read', { replace: refused(412), find: { kind: 'unreachable' } as const }],
  ])('may be tried again when %s', async (_why, answers) => {
    expect(await save(answers)).toEqual({ kind: 'unreachable' });
  });

  it.each([429, 503, 403])('is refused for now or for good with %i', async (status) => {
    expect(await save({ replace: refused(status) })).toMatchObject({ kind: 'refused', status });
  });
});
