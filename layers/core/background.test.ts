import { beforeEach, expect, it, vi } from 'vitest';
import { background } from './background.ts';
import { logMessages } from './log-messages.ts';
import { context } from './testing/events.ts';
import { metricLines } from './testing/metric-lines.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false'));

const lines: Record<string, unknown>[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => {
    lines.push(JSON.parse(String(line)) as Record<string, unknown>);
  });
});

it('hands the event and the context to the logic, and its result back', async () => {
  const logic = vi.fn(async (event: { a: number }) => event.a + 1);

  expect(await background('countOn', logic)({ a: 1 }, context)).toBe(2);
  expect(logic).toHaveBeenCalledExactlyOnceWith({ a: 1 }, context);
});

it('throws a failure on, after it logged it under the name of the function and the id of its invocation', async () => {
  const failure = new RangeError('too many');
  const handler = background('countOn', async () => {
    throw failure;
  });

  await expect(handler({}, context)).rejects.toBe(failure);

  expect(lines).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      code: logMessages.backgroundFailed.code,
      function: 'countOn',
      functionRequestId: 'invocation-1',
      error: expect.objectContaining({ name: 'RangeError', message: 'too many' }),
    }),
  ]);
});

it('throws an outcome that is expected on without calling it a failure', async () => {
  const refusal = new RangeError('taken');
  const handler = background(
    'countOn',
    async () => {
      throw refusal;
    },
    (error) => error instanceof RangeError,
  );

  await expect(handler({}, context)).rejects.toBe(refusal);

  expect(lines).toEqual([]);
});

it('counts outcomes that were thrown, so that they can be told from failures, which Lambda does not', async () => {
  const metrics = metricLines();
  const throwing = (error: Error) =>
    background(
      'countOn',
      async () => {
        throw error;
      },
      (thrown) => thrown instanceof RangeError,
    )({}, context);

  await expect(throwing(new RangeError('taken'))).rejects.toThrow('taken');
  await expect(throwing(new TypeError('a defect'))).rejects.toThrow('a defect');

  expect(metrics.map(({ Refusals }) => Refusals)).toEqual([1, undefined]);
});
