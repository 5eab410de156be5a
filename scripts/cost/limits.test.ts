import { describe, expect, it } from 'vitest';
import type { LimitId } from './limit-answers.ts';
import { limitsAt } from './limits.ts';
import { readPrices } from './prices.ts';
import { readQuotas } from './quotas.ts';
import { factsWith, only, quietContract } from './testing/facts.ts';
import type { Facts } from './facts.ts';

const quotas = readQuotas();
const limit = (id: LimitId, rate: number, facts: Facts) =>
  limitsAt(rate, facts, quietContract, quotas).find((one) => one.id === id)!;

it.each([...quotas])('the quota %s is a number with a page of AWS', (_, { value, source }) => {
  expect(value).toBeGreaterThan(0);
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

describe('by hand', () => {
  it('functions at once: requests a second by seconds that each runs, cold starts among them', () => {
    const facts = factsWith(
      {},
      { ...only('getDragon', { milliseconds: 40 }), coldStarts: { share: 0.01, milliseconds: 1000 } },
    );

    // 200 a second for 50 ms each are ten at once: what a new account may have.
    expect(limit('concurrency-new', 200, facts)).toMatchObject({ needed: 10, available: 10, metAt: 200 });
    expect(limit('concurrency', 200, facts).metAt).toBe(20_000);
  });

  it('a method of its own limit: the one that meets its limit first, which need not be the busiest', () => {
    const methodRates = [
      { method: '*', path: '/*', rate: 1000 },
      { method: 'POST', path: '/dragons', rate: 10 },
    ];
    const { operations } = only('getDragon', { share: 0.9 });
    const profile = { operations: { ...operations, reportDragon: { ...operations.getDragon!, share: 0.1 } } };

    expect(limit('method', 100, factsWith({}, profile)).metAt).toBeCloseTo(1111.1, 1);
    expect(limit('method', 100, factsWith({ methodRates }, profile))).toMatchObject({
      what: 'API Gateway, reportDragon alone',
      metAt: 100,
    });
  });

  it('getHealth is no measure of how much traffic there may be', () => {
    expect(limit('method', 100, factsWith({}, only('getHealth'))).metAt).toBe(Infinity);
  });

  it('the account: preflights count like requests', () => {
    expect(limit('api', 1, factsWith({}, { ...only('getDragon'), preflightsPerRequest: 0.25 })).metAt).toBe(8000);
  });

  it('reads of the catalogue: a version and an object for each list', () => {
    expect(limit('catalog-reads', 1, factsWith({}, only('listDragons'))).metAt).toBe(2750);
  });

  it('Parameter Store: each environment in use asks once in a while', () => {
    const facts = factsWith({ parameterMaxAge: 20 }, only('listDragons', { milliseconds: 100 }));

    // 800 a second keep 80 environments busy, and each asks every 20 seconds.
    expect(limit('parameters', 800, facts).needed).toBeCloseTo(4, 9);
  });

  it('publishing: a batch in the time that one takes', () => {
    const profile = { ...only('removeDragon'), background: { PublishCatalog: 200 } };

    expect(limit('publishing', 10, factsWith({ publishBatch: 100 }, profile))).toMatchObject({
      available: 500,
      needed: 10,
      metAt: 500,
    });
  });

  it('text messages: what they cost in a month, at the price of the table', () => {
    const reports = { replayed: 0, rejected: 0, confirmed: 1, kept: 0, perPage: 0 };
    const [tier] = readPrices().prices.get('sns-texts')!.tiers;

    expect(limit('text-budget', 1, factsWith({}, { ...only('reportDragon'), reports })).needed).toBeCloseTo(
      730 * 3600 * tier!.price,
      6,
    );
  });

  it('what nobody needs is never met', () => {
    expect(limit('starts', 1_000_000, factsWith({}, only('getDragon')))).toMatchObject({ needed: 0, metAt: Infinity });
  });
});

it('the nearest limit comes first, whatever the rate', () => {
  const met = (rate: number) =>
    limitsAt(rate, factsWith({}, only('reportDragon')), quietContract, quotas).map(({ metAt }) => metAt);

  expect(met(10)).toEqual(met(10).toSorted((a, b) => a - b));
  expect(met(10)).toEqual(met(100_000));
});
