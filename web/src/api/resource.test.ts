import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from './outcome.ts';
import { answered, refused } from '../testing/outcomes.ts';
import { Resource } from './resource.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const unreachable: Outcome<string> = { kind: 'unreachable' };

/** A resource whose questions are answered one after the other; the last answer again and again. */
function resourceWith(...outcomes: Outcome<string>[]) {
  const asked: (string | undefined)[] = [];
  const resource = new Resource<string>(async (_, etag) => {
    asked.push(etag);
    return outcomes[Math.min(asked.length, outcomes.length) - 1] ?? unreachable;
  });
  return { resource, asked, state: () => resource.state.value };
}

describe('a resource', () => {
  it('is what the API answered', async () => {
    const { resource, state } = resourceWith(answered('Atlas', '"1"'));

    await resource.load();

    expect(state()).toMatchObject({ data: 'Atlas', etag: '"1"', activity: 'idle', failure: undefined });
    expect(state().updatedAt).toBe(Date.now());
  });

  it('asks with the version that it has, and stays as it is when that is still right', async () => {
    const { resource, asked, state } = resourceWith(answered('Atlas', '"1"'), { kind: 'unchanged' });
    await resource.load();
    vi.advanceTimersByTime(5000);

    await resource.load();

    expect(asked).toEqual([undefined, '"1"']);
    expect(state()).toMatchObject({ data: 'Atlas', etag: '"1"', updatedAt: Date.now() });
  });

  it('says when an answer takes long', async () => {
    const answer = Promise.withResolvers<Outcome<string>>();
    const resource = new Resource(() => answer.promise);
    const loading = resource.load();

    await vi.advanceTimersByTimeAsync(999);
    expect(resource.state.value).toMatchObject({ activity: 'loading', isSlow: false });
    await vi.advanceTimersByTimeAsync(1);
    expect(resource.state.value).toMatchObject({ activity: 'loading', isSlow: true });

    answer.resolve(answered('Atlas', '"1"'));
    await loading;
    expect(resource.state.value).toMatchObject({ activity: 'idle', isSlow: false, data: 'Atlas' });
  });

  it('asks again when the API said it should', async () => {
    const { resource, asked, state } = resourceWith(refused(429, { retryAfter: 3 }), answered('Atlas', '"1"'));

    await resource.load();
    expect(state()).toMatchObject({
      activity: 'waiting',
      failure: refused(429, { retryAfter: 3 }),
      retryAt: Date.now() + 3000,
    });
    await vi.advanceTimersByTimeAsync(2999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);

    expect(state()).toMatchObject({ activity: 'idle', data: 'Atlas', failure: undefined, retryAt: undefined });
  });

  it('waits longer from failure to failure, and gives up after a few, keeping what it had', async () => {
    const { resource, asked, state } = resourceWith(answered('Atlas', '"1"'), unreachable);
    await resource.load();
    await resource.load();

    await vi.advanceTimersByTimeAsync((1 + 2 + 4) * 1000);
    expect(asked).toHaveLength(1 + 4);
    expect(state()).toMatchObject({ activity: 'waiting' });
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked).toHaveLength(1 + 5);
    expect(state()).toMatchObject({ activity: 'idle', data: 'Atlas', failure: unreachable });
  });

  it('waits a little longer by chance, so that not all who were refused come back at once', async () => {
    vi.mocked(Math.random).mockReturnValue(0.5);
    const { resource, asked } = resourceWith(refused(503, { retryAfter: 10 }), answered('Atlas', '"1"'));
    await resource.load();

    await vi.advanceTimersByTimeAsync(10_999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);

    expect(asked).toHaveLength(2);
  });

  it('asks at once when the connection is back', async () => {
    const { resource, asked, state } = resourceWith(unreachable, unreachable, answered('Atlas', '"1"'));
    await resource.load();
    await resource.wake();
    expect(asked).toHaveLength(2);

    await resource.wake();

    expect(asked).toHaveLength(3);
    expect(state()).toMatchObject({ activity: 'idle', data: 'Atlas', failure: undefined });
  });

  it.each([
    ['has its answer', answered('Atlas', '"1"')],
    ['was asked to wait', refused(429, { retryAfter: 30 })],
    ['was refused', refused(404)],
  ])('does not ask when the connection is back while it %s', async (_, outcome) => {
    const { resource, asked } = resourceWith(outcome);
    await resource.load();

    await resource.wake();

    expect(asked).toHaveLength(1);
  });

  it('begins to count anew when a person asks', async () => {
    const { resource, asked } = resourceWith(unreachable);
    await resource.load();
    await vi.advanceTimersByTimeAsync(60_000);

    await resource.load();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked).toHaveLength(5 + 5);
  });

  it('does not ask again where that cannot help', async () => {
    const { resource, asked, state } = resourceWith(refused(404));

    await resource.load();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked).toHaveLength(1);
    expect(state()).toMatchObject({ activity: 'idle', failure: refused(404) });
  });

  it('takes the answer to the last question only', async () => {
    const first = Promise.withResolvers<Outcome<string>>();
    const questions = [first.promise, Promise.resolve(answered('second'))];
    const aborted: boolean[] = [];
    const resource = new Resource<string>((abort) => {
      abort.addEventListener('abort', () => aborted.push(true));
      return questions.shift() ?? Promise.resolve(unreachable);
    });
    const earlier = resource.load();

    await resource.load();
    first.resolve(answered('first'));
    await earlier;

    expect(aborted).toEqual([true]);
    expect(resource.state.value).toMatchObject({ data: 'second', activity: 'idle' });
  });

  it('asks no more once it is stopped', async () => {
    const { resource, asked } = resourceWith(unreachable);
    await resource.load();

    resource.stop();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked).toHaveLength(1);
    expect(resource.state.value).toMatchObject({ activity: 'idle', retryAt: undefined });
  });

  it('takes on what a change answered', async () => {
    const { resource, asked, state } = resourceWith(answered('Atlas', '"1"'), { kind: 'unchanged' });
    await resource.load();

    resource.set('Atlas the second', '"2"');
    await resource.load();

    expect(state().data).toBe('Atlas the second');
    expect(asked).toEqual([undefined, '"2"']);
  });
});
