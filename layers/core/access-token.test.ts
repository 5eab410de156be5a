import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

it('takes an endpoint that is set to nothing for none, as the AWS SDK does', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('USER_POOL_ID', 'eu-west-1_AbCdEfGhI');
  vi.stubEnv('AWS_ENDPOINT_URL', '');
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', '');
  const { tokensOfEnvironment } = await import('./access-token.ts');

  // Without a place it would be no address that keys can be fetched from.
  expect(() => tokensOfEnvironment()).not.toThrow();
});
