import { describe, expect, it } from 'vitest';
import { Aggregate } from './aggregate.ts';
import { MetricStore } from './metric-store.ts';

const minute = 60_000;
const leaks = { namespace: 'Pond', name: 'Leaks', dimensions: { pond: 'north', depth: 'low' } };
const always = { start: 0, end: 26 * 60 * minute };

describe('a metric', () => {
  it('is the same whatever the order of its dimensions', () => {
    const store = new MetricStore();
    store.put({ ...leaks, value: 1, timestamp: 0 });
    store.put({ ...leaks, dimensions: { depth: 'low', pond: 'north' }, value: 1, timestamp: 0 });

    expect(store.read(leaks, always).sum).toBe(2);
    expect(store.read({ ...leaks, dimensions: { pond: 'north' } }, always).sampleCount).toBe(0);
  });

  it('is forgotten after a day, minute by minute', () => {
    const store = new MetricStore();
    for (const hour of [0, 1, 26]) store.put({ ...leaks, value: 1, timestamp: hour * 60 * minute });

    expect(store.read(leaks, { start: 0, end: 27 * 60 * minute }).sum).toBe(2);
  });

  it('is forgotten when too many others come, and there again when it has data', () => {
    const store = new MetricStore();
    const series = store.series(leaks);
    series.add(1, 0);
    for (let i = 0; i < 5000; i++) store.put({ ...leaks, name: `other ${i}`, value: 1, timestamp: 0 });

    expect(store.all()).toHaveLength(5000);
    expect(store.read(leaks, always).sum).toBe(0);
    series.add(1, minute);
    expect(store.read(leaks, always).sum).toBe(2);
  });
});

describe('percentiles', () => {
  const percentileOf = (values: readonly number[], percent: number) => {
    const aggregate = new Aggregate();
    for (const value of values) aggregate.add(value);
    return aggregate.percentile(percent);
  };

  it('are values that came', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);

    expect([0, 1, 50, 99, 99.9, 100].map((percent) => percentileOf(values, percent))).toEqual([1, 1, 50, 99, 100, 100]);
    expect(percentileOf([], 50)).toBe(undefined);
  });

  it('of many different values have three digits, while sums and extremes are exact', () => {
    const aggregate = new Aggregate();
    for (let value = 10_001; value <= 11_000; value++) aggregate.add(value);

    expect(aggregate.percentile(50)).toBe(10_500);
    expect([aggregate.sum, aggregate.minimum, aggregate.maximum]).toEqual([10_500_500, 10_001, 11_000]);
  });

  it('of several minutes are those of all their values, whichever came once and whichever often', () => {
    const minutes = [[5, 5, 5], [5], [1, 9, 9], []].map((values) => {
      const aggregate = new Aggregate();
      for (const value of values) aggregate.add(value);
      return aggregate;
    });
    const all = new Aggregate();
    for (const one of minutes) all.addAll(one);

    expect([0, 10, 50, 75, 100].map((percent) => all.percentile(percent))).toEqual([1, 1, 5, 9, 9]);
    expect([all.sum, all.sampleCount]).toEqual([39, 7]);
  });

  it('are not known of statistic sets, unless all their values are the same', () => {
    const aggregate = new Aggregate();
    aggregate.addSet({ sum: 6, minimum: 2, maximum: 2, sampleCount: 3 });
    expect(aggregate.percentile(90)).toBe(2);

    aggregate.addSet({ sum: 6, minimum: 1, maximum: 5, sampleCount: 2 });
    expect(aggregate.percentile(90)).toBe(undefined);
  });
});
