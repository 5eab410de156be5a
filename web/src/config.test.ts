import { describe, expect, it } from 'vitest';
import { ConfigError, configOf } from './config.ts';

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
