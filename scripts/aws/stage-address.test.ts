import { describe, expect, it } from 'vitest';
import { stageAddress } from './stage-address.ts';

describe('the address of a stage', () => {
  it('is the stack of "npm start" when nothing is said', () => {
    expect(stageAddress({}, { stage: 'local' }, 'Lambda')).toEqual({
      stage: 'local',
      service: 'Lambda',
      endpoint: 'http://127.0.0.1:4566',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });

  it('leaves everything to the AWS SDK for another stage', () => {
    expect(stageAddress({ AWS_ACCESS_KEY_ID: 'AKID' }, { stage: 'dev' }, 'Lambda')).toEqual({
      stage: 'dev',
      service: 'Lambda',
      endpoint: undefined,
      region: undefined,
      credentials: undefined,
    });
  });

  it('takes what the environment says', () => {
    const environment = {
      AWS_ENDPOINT_URL: 'http://localhost:9000',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_SESSION_TOKEN: 'c',
    };

    expect(stageAddress(environment, { stage: 'dev' }, 'Lambda')).toEqual({
      stage: 'dev',
      service: 'Lambda',
      endpoint: 'http://localhost:9000',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
    });
  });

  it('takes the arguments before the environment', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'eu-west-1' };
    const options = { stage: 'local', endpoint: 'http://127.0.0.1:2', region: 'eu-west-2' };

    expect(stageAddress(environment, options, 'Lambda')).toMatchObject({
      endpoint: 'http://127.0.0.1:2',
      region: 'eu-west-2',
    });
  });

  it('is the one of the service where the environment names one for it', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2' };
    const endpoints = (['S3', 'SSM'] as const).map(
      (service) => stageAddress(environment, { stage: 'local' }, service).endpoint,
    );

    expect(endpoints).toEqual(['http://127.0.0.1:2', 'http://127.0.0.1:1']);
  });

  it('sends no local keys to an endpoint of AWS', () => {
    const options = { stage: 'local', endpoint: 'https://lambda.eu-west-1.amazonaws.com' };

    expect(stageAddress({}, options, 'Lambda').credentials).toBeUndefined();
  });
});
