import { describe, expect, it } from 'vitest';
import { costOf, readPrices } from './prices.ts';

const { prices, date, region } = readPrices();
const price = (id: string) => prices.get(id)!;

it('the price table says of which region and day it is', () => {
  expect(region).toBe('us-east-1');
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

it.each([...prices])('%s names a page of AWS, and its tiers go up', (_, { source, tiers, per }) => {
  expect(source).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
  expect(per).toBeGreaterThan(0);
  const limits = tiers.slice(0, -1).map(({ upTo }) => upTo ?? NaN);
  expect(limits).toEqual(limits.toSorted((a, b) => a - b));
  expect(limits).not.toContain(NaN);
  expect(tiers.at(-1)?.upTo).toBeUndefined();
});

describe('an amount costs', () => {
  it.each([
    ['what its unit costs', 'lambda-requests', 3_000_000, 0.6],
    ['a part of it for a part of the unit', 'states-transitions', 500, 0.0125],
    ['nothing when there is none', 'api-requests', 0, 0],
    // 333 million at 3.50 and 67 million at 2.80, by hand.
    ['each tier at its own price', 'api-requests', 400_000_000, 1165.5 + 187.6],
    // The first ten terabytes at 0.50, one more gigabyte at 0.25.
    ['each tier at its own price, in gigabytes', 'logs-lambda', 10 * 1024 + 1, 5120.25],
  ])('%s', (_, id, units, dollars) => {
    expect(costOf(price(id), units)).toBeCloseTo(dollars, 6);
  });
});
