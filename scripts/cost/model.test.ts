import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from './facts.ts';
import { MissingPriceError, monthlyCost } from './model.ts';
import { readPrices } from './prices.ts';
import { readProfile } from './profile.ts';
import { factsWith, only, quietContract } from './testing/facts.ts';

const prices = readPrices();
const cost = (requests: number, facts: Facts, more: { freeTier?: boolean; contract?: typeof quietContract } = {}) =>
  monthlyCost({ requests, facts, contract: quietContract, prices, freeTier: false, ...more });
const line = (result: ReturnType<typeof cost>, id: string) => result.lines.find((one) => one.id === id)?.cost ?? 0;

const half = { memory: 512, architecture: 'arm64' } as const;

describe('by hand', () => {
  it('ten million reads of a dragon: the API, the function, and a read unit each', () => {
    const facts = factsWith(
      { functions: new Map([['GetDragon', half]]) },
      { ...only('getDragon', { milliseconds: 20 }), items: { dragon: 340, report: 0, request: 0, contact: 0 } },
    );

    const result = cost(10_000_000, facts);

    expect(line(result, 'api-requests')).toBeCloseTo(35, 6);
    expect(line(result, 'lambda-requests')).toBeCloseTo(2, 6);
    // Ten million times 20 ms in half a gigabyte.
    expect(line(result, 'lambda-duration-arm64')).toBeCloseTo(100_000 * 0.0000133334, 6);
    expect(line(result, 'dynamodb-reads')).toBeCloseTo(1.25, 6);
    expect(result.operations[0]).toMatchObject({ id: 'getDragon', requests: 10_000_000 });
    expect(result.operations[0]?.cost).toBeCloseTo(35 + 2 + 1.33334 + 1.25, 5);
  });

  it('a thousand reports: every write of a transaction counts twice, and the index takes its copy', () => {
    const facts = factsWith(
      {},
      { ...only('reportDragon'), items: { dragon: 340, report: 1500, request: 250, contact: 90 } },
    );

    const result = cost(1000, facts);

    // Taking: 2 × (1 + 2 + 1) in the transaction, 2 into the index, 1 to mark the request. Accepting: 2 × (2 + 1), and 2 into the index.
    expect(result.lines.find(({ id }) => id === 'dynamodb-writes')?.units).toBe(1000 * (8 + 2 + 1 + 6 + 2));
    // Five states and the start, and one event.
    expect(line(result, 'states-transitions')).toBeCloseTo(6000 * 0.000025, 9);
    expect(result.lines.find(({ id }) => id === 'sns-publishes')?.units).toBe(1000);
  });

  it('a rejected report takes another way: it writes no dragon and publishes nothing', () => {
    const profile = {
      ...only('reportDragon'),
      reports: { replayed: 0, rejected: 1, confirmed: 0, kept: 0, perPage: 0 },
    };

    const result = cost(1000, factsWith({}, profile));

    expect(result.lines.find(({ id }) => id === 's3-writes')?.units ?? 0).toBe(0);
    expect(result.lines.find(({ id }) => id === 'states-transitions')?.units).toBe(6000);
  });

  it('S3 Select scans the catalogue, the engine in the function takes time instead; a known version takes neither', () => {
    const gigabyte = { dragons: 1, bytesPerDragon: 1024 ** 3, scannedShare: 0.5, publishMillisecondsPerMegabyte: 0 };
    const profile = {
      ...only('listDragons', { notModified: 0.25 }),
      catalog: gigabyte,
      engine: { hasS3Select: false, millisecondsPerMegabyte: 10 },
    };
    const functions = new Map([['ListDragons', { memory: 1024, architecture: 'arm64' } as const]]);

    const scanning = cost(1000, factsWith({ functions, queryEngine: 's3-select' }, profile));
    const searching = cost(1000, factsWith({ functions, queryEngine: 'in-function' }, profile));

    // 750 queries of half a gigabyte each.
    expect(line(scanning, 's3-select-scanned')).toBeCloseTo(750 * 0.5 * 0.002, 9);
    expect(line(searching, 's3-select-scanned')).toBe(0);
    // 1000 times 0.75 × 512 MB × 10 ms, in a gigabyte.
    expect(searching.lines.find(({ id }) => id === 'lambda-duration-arm64')?.units).toBeCloseTo(3840, 6);
    // A version for each, and an object for those that lacked it.
    expect(searching.lines.find(({ id }) => id === 's3-reads')?.units).toBe(1750);
  });

  it('what stands there costs without a request: metrics, alarms, dashboards, a schedule, a firewall, a client for machines', () => {
    const facts = factsWith({
      meteredApis: 2,
      alarmMetrics: 20,
      dashboards: 1,
      machineClients: 1,
      webAcls: 1,
      webAclRules: 3,
      schedules: new Map([['RebuildCatalog', 730]]),
    });

    const result = cost(0, facts, {
      contract: { ...quietContract, preflights: 5, operationMetrics: 30, otherMetrics: 4 },
    });

    const firewall = 5 + 3;
    const metrics = (30 + 4 + (4 + 5 + 4) * 5) * 0.3;
    const rebuilds = 730 * (0.2e-6 + 0.4e-6 + 0.125e-6) + 730 * 1e-6;
    expect(result.standing).toBeCloseTo(firewall + metrics + 2 + 3 + 6 + rebuilds, 3);
    expect(result.total).toBeCloseTo(result.standing, 9);
  });

  it('a gigabyte of logs is taken once and kept, compressed, for as long as the group says', () => {
    const facts = factsWith(
      { logDays: 365 },
      { ...only('getHealth'), logs: { access: 1024, invocation: 0, storedShare: 0.2 } },
    );

    const result = cost(1024 ** 2, facts);

    expect(line(result, 'logs-other')).toBeCloseTo(0.5, 9);
    expect(line(result, 'logs-storage')).toBeCloseTo(0.2 * 12 * 0.03, 9);
  });

  it('every write of the catalogue leaves a version that is kept for its days', () => {
    const catalog = { dragons: 1, bytesPerDragon: 1024 ** 3, scannedShare: 1, publishMillisecondsPerMegabyte: 0 };
    const still = cost(0, factsWith({ oldCatalogDays: 30 }, { ...only('removeDragon'), catalog }));
    const busy = cost(100, factsWith({ oldCatalogDays: 30 }, { ...only('removeDragon'), catalog }));

    expect(line(busy, 's3-storage') - line(still, 's3-storage')).toBeCloseTo(100 * (720 / 730) * 0.023, 6);
  });

  it('X-Ray records all of little traffic, and one in twenty of much', () => {
    const traced = (requests: number) =>
      cost(requests, factsWith({ isTraced: true }, only('getHealth'))).lines.find(({ id }) => id === 'xray-traces')
        ?.units;

    expect(traced(1000)).toBe(1000);
    const month = 730 * 3600;
    expect(traced(month * 101)).toBeCloseTo(month + 0.05 * 100 * month, 3);
  });

  it('people cost by the account, more of them with more requests', () => {
    const users = { ...readProfile().users, tokensPerUser: 0, visitsPerUser: 0, machineTokens: 0 };

    expect(cost(2_000_000, factsWith({}, { ...only('getHealth'), users })).people).toBeCloseTo(4000 * 0.015, 6);
  });
});

it('the free tier is taken off where it is asked for', () => {
  const facts = factsWith({ functions: new Map([['GetDragon', half]]) }, only('getDragon', { milliseconds: 20 }));

  expect(line(cost(1_500_000, facts), 'lambda-requests')).toBeCloseTo(0.3, 9);
  expect(line(cost(1_500_000, facts, { freeTier: true }), 'lambda-requests')).toBeCloseTo(0.1, 9);
  expect(line(cost(500_000, facts, { freeTier: true }), 'lambda-requests')).toBe(0);
});

it('something without a price is refused', () => {
  const facts = factsWith({ userPoolPlan: 'platinum' }, only('getHealth'));

  expect(() => cost(1, facts)).toThrow(MissingPriceError);
});

describe('whatever the traffic', () => {
  const anyRequests = fc.double({ min: 0, max: 1e10, noNaN: true });
  const whole = (): Facts => ({
    deployment: {
      ...factsWith({}).deployment,
      functions: new Map(
        [...Object.keys(readProfile().background), 'ListDragons', 'GetDragon', 'ReportDragon'].map((id) => [id, half]),
      ),
      isTraced: true,
      logDays: 30,
      oldCatalogDays: 30,
      hasPointInTimeRecovery: true,
      machineClients: 1,
      webAcls: 1,
    },
    profile: readProfile(),
  });

  it('more requests never cost less, with and without the free tier', () => {
    fc.assert(
      fc.property(anyRequests, anyRequests, fc.boolean(), (a, b, freeTier) => {
        const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
        expect(cost(more, whole(), { freeTier }).total).toBeGreaterThanOrEqual(
          cost(fewer, whole(), { freeTier }).total - 1e-6,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('the parts are the whole: lines, and operations with people and what stands', () => {
    fc.assert(
      fc.property(anyRequests, fc.boolean(), (requests, freeTier) => {
        const result = cost(requests, whole(), { freeTier });
        const sum = (costs: readonly { cost: number }[]) => costs.reduce((total, one) => total + one.cost, 0);
        expect(sum(result.lines)).toBeCloseTo(result.total, 4);
        expect(sum(result.operations) + result.people + result.standing).toBeCloseTo(result.total, 4);
      }),
      { numRuns: 60 },
    );
  });
});
