import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../state/memory-storage.ts';
import { s3Service } from './s3/s3-service.ts';
import type { AwsService, ServiceRequest } from './service.ts';
import { ssmService } from './ssm/ssm-service.ts';

const options = { region: 'eu-west-1', accountId: '000000000000' };
const request: ServiceRequest = {
  method: 'GET',
  path: '/',
  query: '',
  headers: { host: '127.0.0.1' },
  body: Buffer.alloc(0),
  requestId: 'r',
  accessKeyId: 'test',
};

/** The status of the answer; the service must not throw. */
async function statusOf(service: AwsService, change: Partial<ServiceRequest>): Promise<number> {
  return (await service.handle({ ...request, ...change })).status;
}
const isNoFault = (status: number): boolean => status < 500 || status === 501;

describe('input that nobody should send', () => {
  it('is never a fault of Parameter Store', async () => {
    const ssm = ssmService({ storage: memoryStorage(), ...options });
    const operation = fc.constantFrom(
      ...['GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory', 'DescribeParameters'],
      ...['PutParameter', 'DeleteParameter', 'DeleteParameters', '__proto__', ''],
    );
    const value = fc.oneof(
      fc.anything({ maxDepth: 2 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('/a', '/a:1', 'String'),
    );
    const keys = ['Name', 'Names', 'Path', 'Value', 'Type', 'Overwrite', 'MaxResults', 'NextToken', 'ParameterFilters'];
    const input = fc.dictionary(fc.constantFrom(...keys, 'WithDecryption', 'AllowedPattern', 'Tags'), value);

    await fc.assert(
      fc.asyncProperty(operation, input, async (name, members) => {
        const body = Buffer.from(JSON.stringify(members, (_, item: unknown) => (typeof item === 'bigint' ? 0 : item)));
        const headers = { 'x-amz-target': `AmazonSSM.${name}` };
        expect(await statusOf(ssm, { method: 'POST', headers, body })).toSatisfy(isNoFault);
      }),
      { numRuns: 500 },
    );
  });

  it('is never a fault of Parameter Store as deep JSON', async () => {
    const ssm = ssmService({ storage: memoryStorage(), ...options });
    const headers = { 'x-amz-target': 'AmazonSSM.GetParameters' };
    const body = Buffer.from(`{"Names":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);

    expect(await statusOf(ssm, { method: 'POST', headers, body })).toBe(400);
  });

  it('is never a fault of S3', async () => {
    const s3 = s3Service({ storage: memoryStorage(), ...options });
    s3.declareBucket('pond');
    const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS');
    const names = [
      'list-type=2',
      'max-keys',
      'continuation-token',
      'delimiter',
      'prefix',
      'versionId',
      'versions',
      'delete',
      'select',
    ];
    const query = fc.array(
      fc.tuple(fc.constantFrom(...names, 'versioning', 'encoding-type', 'key-marker'), fc.string({ unit: 'binary' })),
    );
    const path = fc.oneof(fc.constantFrom('/', '/pond', '/pond/', '/pond/key', '//', '/pond/%'), fc.webPath());
    const header = fc.constantFrom(
      'range',
      'if-match',
      'if-none-match',
      'if-modified-since',
      'content-md5',
      'x-amz-acl',
      'x-amz-checksum-sha256',
    );
    const headers = fc.dictionary(header, fc.string());
    const body = fc.oneof(
      fc.string(),
      fc.constantFrom('<Delete><Object><Key>a</Key></Object></Delete>', '<a><b/></a>'),
    );

    await fc.assert(
      fc.asyncProperty(method, path, query, headers, body, async (verb, where, parameters, sent, text) => {
        const status = await statusOf(s3, {
          method: verb,
          path: where,
          query: parameters.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
          headers: sent,
          body: Buffer.from(text),
        });
        expect(status).toSatisfy(isNoFault);
      }),
      { numRuns: 500 },
    );
  });

  it('is never a fault of S3 as deep XML', async () => {
    const s3 = s3Service({ storage: memoryStorage(), ...options });
    s3.declareBucket('pond');
    const body = Buffer.from(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`);

    expect(await statusOf(s3, { method: 'PUT', path: '/pond', query: 'versioning', body })).toBe(400);
  });
});
