import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methodThrottle } from '../../local/gateway/throttle/method-throttles.ts';
import { readTemplate } from '../../local/template/index.ts';
import { operationById, operations, root } from '../testing/contract.ts';

interface Setting {
  readonly ResourcePath: string;
  readonly HttpMethod: string;
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
  readonly MetricsEnabled: boolean;
}

const { resources } = readTemplate(join(root, 'template.yaml'), { parameters: { MachineApi: 'yes' } });
const settingsOf = (api: string): Setting[] =>
  (resources.get(api)?.properties.MethodSettings ?? []) as unknown as Setting[];
const routes = operations.map(({ method, path }) => `${method} ${path}`);

describe.each(['Api', 'ApiForMachines'])('%s', (api) => {
  const settings = settingsOf(api);

  it('limits every method, with a setting for all and others for methods that the contract has', () => {
    const [all, ...others] = settings.map(
      ({ ResourcePath, HttpMethod }) => `${HttpMethod} ${ResourcePath.replace('/~1', '/').replaceAll('~1', '/')}`,
    );

    expect(all).toBe('* /*');
    expect(new Set(others).size).toBe(others.length);
    for (const route of others) expect(routes).toContain(route);
  });

  it('counts what it limits', () => {
    for (const setting of settings) {
      expect(setting.MetricsEnabled).toBe(true);
      expect(setting.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(setting.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
  });

  it('lets nobody without a token ask often', () => {
    const health = settings.find(({ ResourcePath }) => ResourcePath === '/~1health');

    expect(health).toMatchObject({ HttpMethod: 'GET', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 });
  });
});

describe('on the API for people', () => {
  /** How many requests for a method get through at one instant. */
  const atOnce = (id: string): number => {
    const { path, method } = operationById(id);
    const settings = settingsOf('Api').map((setting) => ({
      resourcePath: setting.ResourcePath,
      httpMethod: setting.HttpMethod,
      throttlingRateLimit: setting.ThrottlingRateLimit,
      throttlingBurstLimit: setting.ThrottlingBurstLimit,
    }));
    const bucket = methodThrottle(settings, path, method, () => 0);
    let count = 0;
    while (bucket?.take() === true) count += 1;
    return count;
  };

  it('a write has fewer requests than every read that needs a token', () => {
    const withToken = operations.filter(({ scopes }) => scopes.length > 0);
    const reads = withToken.filter(({ method }) => method === 'GET').map(({ id }) => id);
    const writes = withToken.filter(({ method }) => method !== 'GET').map(({ id }) => id);

    expect(Math.min(reads.length, writes.length)).toBeGreaterThan(0);
    expect(Math.max(...writes.map(atOnce))).toBeLessThan(Math.min(...reads.map(atOnce)));
  });

  it('no more reports are taken than workflows start', () => {
    const setting = settingsOf('Api').find(
      ({ ResourcePath, HttpMethod }) => ResourcePath === '/~1dragons' && HttpMethod === 'POST',
    );

    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, of the regions with the smallest quota
    expect(setting?.ThrottlingRateLimit).toBeLessThanOrEqual(150);
    expect(setting?.ThrottlingBurstLimit).toBeLessThanOrEqual(800);
  });
});
