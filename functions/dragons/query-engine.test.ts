import { background } from '@dragons/core';
import { describe, expect, it, vi } from 'vitest';
import { context } from '../../layers/core/testing/events.ts';
import { metricLines } from '../../layers/core/testing/metric-lines.ts';
import { CatalogUnavailableError, IncompleteAnswerError, SelectUnavailableError, type Catalog } from './catalog.ts';
import { QueryEngine } from './query-engine.ts';
import { dragon } from './testing/dragons.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false'));

/** Two engines of which S3 Select fails as long as an error is set; counts the calls of both. */
function engines() {
  const state = { error: undefined as Error | undefined, s3Select: 0, inFunction: 0 };
  const catalog = (count: () => void): Catalog => ({
    version: async () => 'v',
    query: async () => {
      count();
      return [dragon()];
    },
  });
  return {
    state,
    s3Select: catalog(() => {
      state.s3Select += 1;
      if (state.error !== undefined) throw state.error;
    }),
    inFunction: catalog(() => (state.inFunction += 1)),
  };
}

const query = { filters: {}, limit: 1 };

describe('in auto mode', () => {
  it('S3 Select answers', async () => {
    const pair = engines();

    const { use } = await new QueryEngine().query('auto', pair, query);

    expect(use).toEqual({ engine: 's3-select' });
    expect(pair.state).toMatchObject({ s3Select: 1, inFunction: 0 });
  });

  it('an account without S3 Select is remembered, and asked again after a quarter of an hour', async () => {
    const clock = { now: 1_000_000 };
    const pair = engines();
    const engine = new QueryEngine(() => clock.now);
    pair.state.error = new SelectUnavailableError('S3 Select is not available to this account.');

    const first = await engine.query('auto', pair, query);
    const second = await engine.query('auto', pair, query);

    expect(first).toMatchObject({ dragons: [{ dragonName: 'Atlas' }], use: { engine: 'in-function' } });
    expect(second.use.reason).toBe('S3 Select is not available to this account.');
    expect(pair.state).toMatchObject({ s3Select: 1, inFunction: 2 });

    clock.now += 15 * 60_000;
    pair.state.error = undefined;
    expect((await engine.query('auto', pair, query)).use.engine).toBe('s3-select');
  });

  it.each([
    ['cannot be reached', new CatalogUnavailableError('SlowDown')],
    ['breaks off', new IncompleteAnswerError('no End')],
  ])('the select engine answers when S3 Select %s, and takes over after three failures in a row', async (_, error) => {
    const clock = { now: 1_000_000 };
    const pair = engines();
    const engine = new QueryEngine(() => clock.now);
    pair.state.error = error;

    for (let turn = 0; turn < 5; turn += 1) {
      expect((await engine.query('auto', pair, query)).use.engine).toBe('in-function');
    }
    expect(pair.state).toMatchObject({ s3Select: 3, inFunction: 5 });

    clock.now += 30_000;
    pair.state.error = undefined;
    expect((await engine.query('auto', pair, query)).use.engine).toBe('s3-select');
  });

  it('a defect of ours is not hidden behind the other engine', async () => {
    const pair = engines();
    pair.state.error = new TypeError('a defect');

    await expect(new QueryEngine().query('auto', pair, query)).rejects.toThrow('a defect');
  });
});

describe('in s3-select mode', () => {
  it('failures are seen, and an open breaker says when to come back', async () => {
    const pair = engines();
    const engine = new QueryEngine(() => 1_000_000);
    pair.state.error = new IncompleteAnswerError('no End');

    for (let turn = 0; turn < 3; turn += 1) {
      await expect(engine.query('s3-select', pair, query)).rejects.toThrow(IncompleteAnswerError);
    }
    await expect(engine.query('s3-select', pair, query)).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      retryAfter: 30,
    });
    expect(pair.state).toMatchObject({ s3Select: 3, inFunction: 0 });
  });

  it('an account without S3 Select is told what to change', async () => {
    const pair = engines();
    pair.state.error = new SelectUnavailableError('S3 Select is not available to this account.');

    await expect(new QueryEngine().query('s3-select', pair, query)).rejects.toThrow('Set the parameter query-engine');
  });
});

it('in in-function mode S3 Select is never asked', async () => {
  const pair = engines();

  const { use } = await new QueryEngine().query('in-function', pair, query);

  expect(use).toEqual({ engine: 'in-function' });
  expect(pair.state.s3Select).toBe(0);
});

it('each time that the breaker opens is counted for as long as S3 Select fails', async () => {
  const lines = metricLines();
  const clock = { now: 1_000_000 };
  const pair = engines();
  const engine = new QueryEngine(() => clock.now);
  const ask = background('ask', async () => engine.query('auto', pair, query));
  pair.state.error = new CatalogUnavailableError('SlowDown');

  for (let turn = 0; turn < 5; turn += 1) await ask({}, context);
  clock.now += 30_000;
  for (let turn = 0; turn < 2; turn += 1) await ask({}, context);

  expect(lines.map(({ BreakerOpened }) => BreakerOpened)).toEqual([
    undefined,
    undefined,
    1,
    undefined,
    undefined,
    1,
    undefined,
  ]);
});
