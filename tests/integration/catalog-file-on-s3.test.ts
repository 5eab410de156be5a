import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogFileOnS3 } from '../../functions/dragons/catalog-file-on-s3.ts';
import { CatalogUnavailableError } from '../../functions/dragons/catalog.ts';
import { catalogFileContract } from '../../functions/dragons/testing/catalog-file-contract.ts';
import { createEndpoint } from '../../local/services/endpoint.ts';
import { s3Service } from '../../local/services/s3/s3-service.ts';
import { memoryStorage } from '../../local/state/memory-storage.ts';

const bucket = 'dragons-catalog';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'us-east-1';
const service = s3Service({ storage: memoryStorage(), region, accountId: '123456789012' });
const endpoint = createEndpoint({ services: [service], credentials: [credentials] });
let url: string;
let s3: S3Client;
let files = 0;

beforeAll(async () => {
  url = await endpoint.listen(0);
  s3 = new S3Client({ endpoint: url, region, credentials, maxAttempts: 1 });
  service.declareBucket(bucket);
});
afterAll(async () => {
  s3.destroy();
  await endpoint.close();
});

const newKey = (): string => {
  files += 1;
  return `catalog/${files}.jsonl`;
};

describe("a catalogue's file on S3", () =>
  catalogFileContract(async () => {
    const key = newKey();
    return () => catalogFileOnS3(s3, { bucket, key });
  }));

/** A client of the same S3 on a connection that loses the answer to its first command of a name. @param answered is told each status that came */
function watched({ answered = () => undefined, lost }: { answered?: (status: number) => void; lost?: string }) {
  const client = new S3Client({ endpoint: url, region, credentials, maxAttempts: 2 });
  let isLost = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args).catch((error: unknown) => {
        answered((error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode);
        throw error;
      });
      answered((answer.response as { statusCode: number }).statusCode);
      if (context.commandName !== lost || isLost) return answer;
      isLost = true;
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    },
    { step: 'deserialize', name: 'watch', priority: 'low' },
  );
  return client;
}

it('an unchanged catalogue is not transferred again', async () => {
  const statuses: number[] = [];
  const client = watched({ answered: (status) => statuses.push(status) });
  const file = catalogFileOnS3(client, { bucket, key: newKey() });
  await file.write(Buffer.from('one\n'), undefined);

  const first = await file.read();
  const second = await file.read();

  expect(second).toEqual(first);
  expect(statuses).toEqual([200, 304, 304]);
});

it('a write whose answer is lost is found to be done when the catalogue is read again', async () => {
  const client = watched({ lost: 'PutObjectCommand' });
  const file = catalogFileOnS3(client, { bucket, key: newKey() });

  expect(await file.write(Buffer.from('one\n'), undefined)).toBe('changed');

  expect((await file.read())?.bytes.toString()).toBe('one\n');
});

it('a catalogue that is removed meanwhile has changed, and is missing', async () => {
  const key = newKey();
  const file = catalogFileOnS3(s3, { bucket, key });
  await file.write(Buffer.from('one\n'), undefined);
  const tag = (await file.read())?.tag;
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));

  expect(await file.write(Buffer.from('two\n'), tag)).toBe('changed');
  expect(await file.read()).toBeUndefined();
});

describe('a refusal of S3', () => {
  const refusing = (httpStatusCode: number | undefined, name: string) =>
    catalogFileOnS3(
      {
        send: async () => {
          const more = httpStatusCode === undefined ? { code: 'ECONNRESET' } : { $metadata: { httpStatusCode } };
          throw Object.assign(new Error(name), { name, ...more });
        },
      } as unknown as S3Client,
      { bucket, key: 'k' },
    );

  it.each([
    [412, 'PreconditionFailed'],
    [409, 'ConditionalRequestConflict'],
    [409, 'OperationAborted'],
    [404, 'NoSuchKey'],
  ])('of a write with %i %s means that somebody else wrote', async (status, code) => {
    expect(await refusing(status, code).write(Buffer.from('one\n'), '"tag"')).toBe('changed');
  });

  it.each([
    [500, 'InternalError'],
    [503, 'SlowDown'],
    [undefined, 'Error'],
  ])('with %s %s means to try again later', async (status, code) => {
    await expect(refusing(status, code).write(Buffer.from('one\n'), '"tag"')).rejects.toThrow(CatalogUnavailableError);
    await expect(refusing(status, code).read()).rejects.toThrow(CatalogUnavailableError);
  });

  it.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
  ])('with %i %s is a defect', async (status, code) => {
    await expect(refusing(status, code).write(Buffer.from('one\n'), undefined)).rejects.toMatchObject({ name: code });
    await expect(refusing(status, code).read()).rejects.toMatchObject({ name: code });
  });
});
