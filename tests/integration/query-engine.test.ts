import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { catalogText } from '../../functions/dragons/catalog-record.ts';
import { dragon } from '../../functions/dragons/testing/dragons.ts';
import { root } from '../testing/contract.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';

let dragons: DragonsStack;
let client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  dragons = await startDragons();
  client = {
    endpoint: dragons.stack.addresses.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
});
afterAll(async () => dragons.close());

const health = async () => (JSON.parse((await dragons.api('/health')).body) as { queryEngine: object }).queryEngine;

it('an operator switches the engine without a restart, and both engines give the same page', async () => {
  const ssm = new SSMClient(client);
  const token = await dragons.token('reader');
  const before = await dragons.api('/dragons?family=green&limit=3', { token });
  expect(await health()).toEqual({ mode: 'auto', inUse: 's3-select' });

  await ssm.send(
    new PutParameterCommand({ Name: '/dragons/local/query-engine', Value: 'in-function', Overwrite: true }),
  );

  await vi.waitFor(async () => expect(await health()).toEqual({ mode: 'in-function', inUse: 'in-function' }), {
    timeout: 20_000,
  });
  const after = await dragons.api('/dragons?family=green&limit=3', { token });
  expect(after.body).toBe(before.body);
  expect(after.headers.etag).toBe(before.headers.etag);

  await expect(
    ssm.send(new PutParameterCommand({ Name: '/dragons/local/query-engine', Value: 'athena', Overwrite: true })),
  ).rejects.toThrow(/allowedPattern/);
});

it('a new catalogue is seen at once, with another tag', async () => {
  const { Parameters = [] } = await new SSMClient(client).send(
    new GetParametersByPathCommand({ Path: '/dragons/local/' }),
  );
  const bucket = Parameters.find(({ Name }) => Name === '/dragons/local/catalog-bucket')?.Value;
  const token = await dragons.token('admin');
  const before = await dragons.api('/dragons', { token });

  await new S3Client(client).send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: 'catalog/dragons.jsonl',
      Body: catalogText([dragon({ dragonName: "O'Brien" })]),
    }),
  );
  const after = await dragons.api('/dragons', { token, headers: { 'If-None-Match': before.headers.etag ?? '' } });

  expect(after.status).toBe(200);
  expect(JSON.parse(after.body)).toEqual({ items: [dragon({ dragonName: "O'Brien" })] });
  const quoted = await dragons.api("/dragons?dragonName=o'brien", { token });
  expect((JSON.parse(quoted.body) as { items: unknown[] }).items).toHaveLength(1);
});

it('a catalogue that is gone is a 503 with Retry-After, not an empty list', async () => {
  const ssm = new SSMClient(client);
  await ssm.send(
    new PutParameterCommand({ Name: '/dragons/local/catalog-key', Value: 'catalog/gone.jsonl', Overwrite: true }),
  );
  const token = await dragons.token('reader');

  await vi.waitFor(
    async () => {
      const answer = await dragons.api('/dragons', { token });
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
      expect(answer.body).not.toContain('gone.jsonl');
    },
    { timeout: 20_000 },
  );
  // Each function asks for its parameters at a time of its own.
  await vi.waitFor(async () => expect((await dragons.api('/health')).status).toBe(503), { timeout: 20_000 });
});

it('no function knows where it runs', () => {
  const sources = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  for (const file of sources)
    expect(readFileSync(join(root, 'functions', file), 'utf8'), file).not.toMatch(
      /\blocal(host)?\b|127\.0\.0\.1|4566/i,
    );
});
