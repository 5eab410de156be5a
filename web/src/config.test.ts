import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError, configOf, ConfigUnreachableError, readConfig } from './config.ts';

const config = {
  stage: 'dev',
  apiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com/dev',
  signIn: {
    url: 'https://dragons-dev.auth.eu-west-1.amazoncognito.com',
    clientId: 'client',
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
  },
};

describe('the configuration', () => {
  it('is taken as it is written', () => {
    expect(configOf(config)).toEqual(config);
  });

  it('has addresses without a slash at the end, so that paths can follow', () => {
    expect(configOf({ ...config, apiUrl: `${config.apiUrl}//` }).apiUrl).toBe(config.apiUrl);
  });

  it.each<[string, unknown]>([
    ['stage', { ...config, stage: '' }],
    ['apiUrl', { ...config, apiUrl: undefined }],
    ['apiUrl', { ...config, apiUrl: 'javascript:alert(1)' }],
    ['signIn.url', { ...config, signIn: {} }],
    ['signIn.clientId', { ...config, signIn: { ...config.signIn, clientId: 7 } }],
    ['signIn.issuer', { ...config, signIn: { ...config.signIn, issuer: 'the pool' } }],
    ['stage', null],
    ['stage', []],
  ])('says that %s is missing or wrong', (name, value) => {
    expect(() => configOf(value)).toThrow(ConfigError);
    expect(() => configOf(value)).toThrow(name);
  });
});

describe('reading the configuration', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('gives what the server has', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(config)));

    expect(await readConfig()).toEqual(config);
  });

  it.each<[string, () => Promise<Response>]>([
    ['there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server is not well', () => Promise.resolve(new Response('<html>', { status: 503 }))],
  ])('fails in a way that may pass where %s', async (_, answer) => {
    vi.stubGlobal('fetch', answer);

    await expect(readConfig()).rejects.toThrow(ConfigUnreachableError);
  });

  it.each<[string, () => Response, string]>([
    ['there is none', () => new Response('no', { status: 404 }), '404'],
    ['something else is there', () => new Response('<!doctype html>'), 'no JSON'],
  ])('fails for whoever deployed it where %s', async (_, answer, words) => {
    vi.stubGlobal('fetch', () => Promise.resolve(answer()));

    await expect(readConfig()).rejects.toThrow(ConfigError);
    await expect(readConfig()).rejects.toThrow(words);
  });
});
