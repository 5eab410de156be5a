import { setImmediate as settled } from 'node:timers/promises';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { StartGate } from './start-gate.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets somebody come to the gate; `inside` has the names of those who were let in. */
function visitors(gate: StartGate) {
  const inside: string[] = [];
  const leaves = new Map<string, () => void>();
  return {
    inside,
    come: async (name: string, isAwaited: () => boolean = () => false) => {
      void gate.enter(isAwaited).then((leave) => {
        inside.push(name);
        leaves.set(name, leave);
      });
      await settled();
    },
    leave: async (name: string) => {
      leaves.get(name)?.();
      await settled();
    },
  };
}

it('lets in as many as there are places, and the next when one leaves', async () => {
  const { come, leave, inside } = visitors(new StartGate(2));
  for (const name of ['a', 'b', 'c', 'd']) await come(name);
  expect(inside).toEqual(['a', 'b']);

  await leave('b');

  expect(inside).toEqual(['a', 'b', 'c']);
});

it('lets those in first for whom somebody waits by then', async () => {
  const { come, leave, inside } = visitors(new StartGate(1));
  let isAsked = false;
  await come('first');
  await come('warm');
  await come('asked for later', () => isAsked);

  isAsked = true;
  await leave('first');
  await leave('asked for later');

  expect(inside).toEqual(['first', 'asked for later', 'warm']);
});

it('does not wait for ever for one that does not leave, and gives its place away once', async () => {
  const { come, leave, inside } = visitors(new StartGate(1));
  await come('stays');
  await come('second');
  await come('third');

  await vi.advanceTimersByTimeAsync(1000);
  await settled();
  await leave('stays');

  expect(inside).toEqual(['stays', 'second']);
});
