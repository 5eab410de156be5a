import { describe, expect, it, vi } from 'vitest';
import { atVersion, versionTag } from './at-version.ts';
import { dragon } from './testing/dragons.ts';
import { storesWith, unreachable } from './testing/stores.ts';

const first = { incarnation: 'import-1', number: 1 };

/** A registry with one dragon in its first version. */
async function withAtlas() {
  const { registry } = storesWith();
  await registry.add(dragon(), 'import-1');
  return registry;
}

it('tags differ between versions and incarnations, and are the same for the same', () => {
  expect(versionTag(first)).toBe(versionTag({ ...first }));
  expect(versionTag(first)).toMatch(/^"[\w-]{27}"$/);
  expect(versionTag({ ...first, number: 2 })).not.toBe(versionTag(first));
  expect(versionTag({ ...first, incarnation: 'import-2' })).not.toBe(versionTag(first));
});

it.each([
  ['the tag', versionTag(first)],
  ['a list that holds it', `"other", ${versionTag(first)}`],
  ['*', '*'],
])('makes a change for %s', async (_, ifMatch) => {
  const change = vi.fn(async () => 'made' as const);

  expect(await atVersion('Atlas', ifMatch, await withAtlas(), change)).toEqual({ done: 'made' });
  expect(change).toHaveBeenCalledExactlyOnceWith(first);
});

describe('makes no change and says', () => {
  it.each([
    ['that a version must be named (428)', 'Atlas', undefined, 'precondition-required'],
    ['that there is no such dragon (404)', 'Smaug', versionTag(first), 'no-such-dragon'],
    ['that there is no such dragon, even for * (404)', 'Smaug', '*', 'no-such-dragon'],
    ['that it changed, for another tag (412)', 'Atlas', '"other"', 'precondition-failed'],
    ['that it changed, for a weak tag (412)', 'Atlas', `W/${versionTag(first)}`, 'precondition-failed'],
    ['that it changed, for a list of other tags (412)', 'Atlas', '"a", W/"b"', 'precondition-failed'],
    ['what a tag looks like, for one without quotes (400)', 'Atlas', 'abc', 'invalid-request'],
    ['what a tag looks like, for a list with a gap (400)', 'Atlas', '"a",,"b"', 'invalid-request'],
  ])('%s', async (_, dragonName, ifMatch, problem) => {
    const change = vi.fn(async () => 'made' as const);

    expect(await atVersion(dragonName, ifMatch, await withAtlas(), change)).toMatchObject({ problem });
    expect(change).not.toHaveBeenCalled();
  });
});

it('says that it changed when somebody was faster after the look', async () => {
  const registry = await withAtlas();
  const change = async () => {
    await registry.replace(dragon({ city: 'nome' }), first);
    return 'changed' as const;
  };

  expect(await atVersion('Atlas', versionTag(first), registry, change)).toMatchObject({
    problem: 'precondition-failed',
  });
});

it('tries again for * when somebody was faster, since that is to be changed as well', async () => {
  const registry = await withAtlas();
  const change = vi
    .fn<() => Promise<'made' | 'changed'>>(async () => 'made')
    .mockImplementationOnce(async () => {
      await registry.replace(dragon({ city: 'nome' }), first);
      return 'changed';
    });

  expect(await atVersion('Atlas', '*', registry, change)).toEqual({ done: 'made' });
  expect(change).toHaveBeenLastCalledWith({ ...first, number: 2 });
});

it('gives up on * when others are faster again and again', async () => {
  expect(await atVersion('Atlas', '*', await withAtlas(), async () => 'changed')).toMatchObject({
    problem: 'precondition-failed',
  });
});

it('finds that the dragon is gone when somebody removed it meanwhile', async () => {
  const registry = await withAtlas();
  const change = async () => {
    await registry.remove('Atlas', first);
    return 'changed' as const;
  };

  expect(await atVersion('Atlas', '*', registry, change)).toMatchObject({ problem: 'no-such-dragon' });
});

it('says when to try again while the registry cannot be reached, on reading and on writing', async () => {
  const problem = { problem: 'registry-unavailable', retryAfter: 3 };

  expect(await atVersion('Atlas', '*', { find: unreachable }, async () => 'made')).toMatchObject(problem);
  expect(await atVersion('Atlas', '*', await withAtlas(), unreachable)).toMatchObject(problem);
});

it('throws a defect on', async () => {
  const defect = async () => {
    throw new TypeError('a defect');
  };

  await expect(atVersion('Atlas', '*', await withAtlas(), defect)).rejects.toThrow('a defect');
});
