import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { InvocationReport } from './environment-pool.ts';
import type { LambdaService } from './lambda-service.ts';
import { LambdaFixture, payloadOf } from './testing/fixture.ts';
import { soon } from '../testing/soon.ts';

let lambda: LambdaFixture;
beforeEach(() => {
  lambda = new LambdaFixture();
});
afterEach(() => lambda.close());

/** Says how many invocations its environment had; `event` is how long it takes, in milliseconds. */
const counting = `
  let n = 0;
  exports.handler = async (ms) => {
    n += 1;
    await new Promise((resolve) => setTimeout(resolve, ms));
    return { n };
  };`;

/** Says as `begun-…` that it runs, and ends with the signal of its event. */
const held = `
  const id = Math.random(); let running = 0;
  exports.handler = async ({ name, end }) => {
    running += 1;
    signal('begun-' + name);
    await until(end);
    const alone = running === 1; running -= 1;
    return { id, alone };
  };`;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The names of the held invocations that have begun, sorted. */
const begun = () =>
  lambda.signals().flatMap((name) => (name.startsWith('begun-') ? [name.slice('begun-'.length)] : []));

/** Invocations at the same time: all have begun before the first one ends. */
async function together(service: LambdaService, count: number): Promise<{ id: number; alone: boolean }[]> {
  const running = times(count, (index) => service.invoke('f', { name: index, end: 'go' }));
  await expect.poll(begun, soon).toHaveLength(count);
  lambda.signal('go');
  const results: { id: number; alone: boolean }[] = (await Promise.all(running)).map(payloadOf);
  return results;
}

describe('execution environments', () => {
  it('are never shared by invocations at the same time', async () => {
    const service = lambda.service([lambda.signallingConfig(held)]);

    const results = await together(service, 4);

    expect(results.every(({ alone }) => alone)).toBe(true);
    expect(service.environmentCount('f')).toBe(4);
  });

  it('are used again by invocations that follow, the last used one first', async () => {
    const service = lambda.service([lambda.signallingConfig(held)]);
    await together(service, 3);

    const next = payloadOf(await service.invoke('f', { name: 'next', end: 'go' }));
    const again = payloadOf(await service.invoke('f', { name: 'again', end: 'go' }));

    expect(again.id).toBe(next.id);
    expect(service.environmentCount('f')).toBe(3);
  });

  it('are at most as many as allowed; more requests wait and are served in order', async () => {
    const service = lambda.service([lambda.signallingConfig(held)], { limits: { environments: 2 } });

    const running = times(6, (index) => service.invoke('f', { name: index, end: `end-${index}` }));

    await expect.poll(begun, soon).toEqual(['0', '1']);
    for (const [last, ended] of [1, 0, 2, 3].entries()) {
      lambda.signal(`end-${ended}`);
      await expect.poll(begun, soon).toEqual(times(last + 3, String));
    }
    lambda.signal('end-4', 'end-5');
    expect((await Promise.all(running)).map(payloadOf).every(({ alone }) => alone)).toBe(true);
    expect(service.environmentCount('f')).toBe(2);
  });

  it('serve a waiting request as soon as one is free, even when another was started for it', async () => {
    const service = lambda.service([lambda.signallingConfig(`if (isGiven('closed')) hold('open'); ${held}`)]);
    lambda.signal('go');
    const { id } = payloadOf(await service.invoke('f', { name: 'first', end: 'go' }));

    lambda.signal('closed');
    const running = service.invoke('f', { name: 'long', end: 'end' });
    const waiting = service.invoke('f', { name: 'waiting', end: 'go' });
    await expect.poll(() => service.environmentCount('f'), soon).toBe(2);
    lambda.signal('end');

    expect(payloadOf(await waiting).id).toBe(id);
    lambda.signal('open');
    await running;
    expect(service.environmentCount('f')).toBe(2);
  });

  it('are not started for requests that are served sooner than that would take', async () => {
    const service = lambda.service([lambda.signallingConfig(`sleep(2000); ${counting}`)]);
    await service.invoke('f', 0);

    await Promise.all(times(10, () => service.invoke('f', 1)));

    expect(service.environmentCount('f')).toBe(1);
  });

  it('are started for requests that wait as long as that takes', async () => {
    const service = lambda.service([lambda.signallingConfig(held)]);
    lambda.signal('first');
    await service.invoke('f', { name: 'first', end: 'first' });

    const running = times(3, (index) => service.invoke('f', { name: index, end: 'go' }));

    await expect.poll(() => service.environmentCount('f'), soon).toBe(3);
    lambda.signal('go');
    await Promise.all(running);
  });

  it('are ended when nobody needed them for a while', async () => {
    const service = lambda.service([lambda.config(counting)], { limits: { idle: 30 } });

    await service.invoke('f', 0);

    await expect.poll(() => service.environmentCount('f'), soon).toBe(0);
    expect(payloadOf(await service.invoke('f', 0))).toMatchObject({ n: 1 });
  });

  it('can be started before the first request', async () => {
    const service = lambda.service([lambda.config(counting)]);

    await service.warm();

    expect(service.environmentCount('f')).toBe(1);
    await service.invoke('f', 0);
    expect(service.environmentCount('f')).toBe(1);
  });
});

describe('a request is throttled', () => {
  it('when too many wait already', async () => {
    const service = lambda.service([lambda.config(counting)], { limits: { environments: 1, waiting: 2 } });

    const outcomes = (await Promise.all(times(4, () => service.invoke('f', 10)))).map(({ outcome }) => outcome);

    expect(outcomes).toEqual(['returned', 'returned', 'throttled', 'throttled']);
  });

  it('when the reserved concurrency is used up', async () => {
    const service = lambda.service([lambda.config(counting, { reservedConcurrency: 2 })]);

    const outcomes = (await Promise.all(times(4, () => service.invoke('f', 100)))).map(({ outcome }) => outcome);
    const later = await service.invoke('f', 0);

    expect(outcomes).toEqual(['returned', 'returned', 'throttled', 'throttled']);
    expect(later.outcome).toBe('returned');
  });

  it('when no concurrency is reserved at all', async () => {
    const result = await lambda.run(counting, 0, { reservedConcurrency: 0 });

    expect(result).toEqual({ outcome: 'throttled' });
  });
});

describe('replacing the functions', () => {
  const saying = (text: string) =>
    `exports.handler = async (ms) => { await new Promise((r) => setTimeout(r, ms)); return ${JSON.stringify(text)}; };`;

  it('lets what runs finish with the old code while new requests get the new', async () => {
    const service = lambda.service([lambda.config(saying('old'))]);
    await service.invoke('f', 0);

    const inFlight = service.invoke('f', 300);
    service.replace([lambda.config(saying('new'))]);
    const after = await service.invoke('f', 0);
    const before = await inFlight;

    expect([payloadOf(before), payloadOf(after)]).toEqual(['old', 'new']);
    expect(service.environmentCount('f')).toBe(1);
  });

  it('gives the new code to requests that wait', async () => {
    const service = lambda.service([lambda.config(saying('old'))], { limits: { environments: 1 } });
    await service.invoke('f', 0);

    const inFlight = service.invoke('f', 200);
    const waiting = service.invoke('f', 0);
    service.replace([lambda.config(saying('new'))]);

    expect(payloadOf(await waiting)).toBe('new');
    expect(payloadOf(await inFlight)).toBe('old');
  });

  it('keeps the environments of a function whose build is the same', async () => {
    const config = lambda.config(counting, { build: 'a' });
    const service = lambda.service([config]);
    await service.invoke('f', 0);

    service.replace([config]);
    const same = payloadOf(await service.invoke('f', 0));
    service.replace([{ ...config, build: 'b' }]);
    const other = payloadOf(await service.invoke('f', 0));

    expect([same.n, other.n]).toEqual([2, 1]);
  });

  it('changes nothing when one of the new functions is refused', async () => {
    const service = lambda.service([lambda.config(counting)]);

    expect(() => service.replace([lambda.config(counting, { runtime: 'python3.13' })])).toThrow(
      'function f: runtime python3.13 is not simulated locally, only nodejs24.x',
    );
    expect((await service.invoke('f', 0)).outcome).toBe('returned');
  });
});

describe('closing', () => {
  it('ends what runs, and answers what waits', async () => {
    const service = lambda.service([lambda.config(counting)], { limits: { environments: 1 } });
    await service.invoke('f', 0);

    const running = service.invoke('f', 60_000);
    const waiting = service.invoke('f', 0);
    await sleep(0);
    await service.close();

    expect((await running).outcome).toBe('failed');
    expect((await waiting).outcome).toBe('throttled');
  });
});

it('every invocation is reported with how it ended, how long it ran and how many ran beside it', async () => {
  const reports: InvocationReport[] = [];
  const onInvocation = (report: InvocationReport): void => void reports.push(report);
  const code = counting.replace('n += 1;', "n += 1; if (ms < 0) throw new Error('no');");
  const service = lambda.service([lambda.config(code, { reservedConcurrency: 2, aliases: ['live'] })], {
    onInvocation,
  });

  await service.invoke('f:live', -1);
  await Promise.all(times(3, () => service.invoke('f', 100)));

  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
  expect(reports.map(({ outcome, functionArn }) => [outcome, functionArn])).toEqual([
    ['failed', `${arn}:live`],
    ['throttled', arn],
    ['returned', arn],
    ['returned', arn],
  ]);
  expect(reports[2]!.duration).toBeGreaterThan(90);
  expect(reports[1]).toMatchObject({ duration: 0, concurrency: 0 });
});
