import { S3 } from '@aws-sdk/client-s3';
import type { GetObjectCommandInput, SelectObjectContentCommandInput } from '@aws-sdk/client-s3';
import { SelectObjectContentCommand as DropIn } from '@dragons/select';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, region, startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';
import { query } from './testing/select-query.ts';
import { soon } from '../../testing/soon.ts';

let aws: TestEndpoint;
let s3: S3;
const jsonLines = Array.from({ length: 20_000 }, (_, n) => `{"n":${n},"name":"dragon ${n}"}\n`).join('');
const csv = `n,name\n${Array.from({ length: 20_000 }, (_, n) => `${n},dragon ${n}\n`).join('')}`;

beforeAll(async () => {
  aws = await startTestEndpoint();
  s3 = new S3({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  aws.s3.declareBucket('pond');
  await s3.putObject({ Bucket: 'pond', Key: 'dragons.jsonl', Body: jsonLines });
});
afterAll(async () => {
  s3.destroy();
  await aws.close();
});

/** Sends the command and reads the answer to its end. */
async function ask(client: S3, more: Partial<SelectObjectContentCommandInput> = {}): Promise<void> {
  const { Payload } = await client.send(new DropIn(query(more)));
  for await (const event of Payload) expect(event).toBeDefined();
}

/** A client, and the GetObjects that it has sent. */
function watched(): { client: S3; sent: GetObjectCommandInput[] } {
  const client = new S3({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  const sent: GetObjectCommandInput[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      sent.push(args.input as GetObjectCommandInput);
      return next(args);
    },
    { step: 'initialize' },
  );
  return { client, sent };
}

describe('the drop-in command', () => {
  it('asks for the object once, and for no more of it than the query needs', async () => {
    const { client, sent } = watched();
    await ask(client);
    await ask(client, { ScanRange: { Start: 0, End: 200 } });
    await ask(client, { ScanRange: { End: 200 } });
    client.destroy();

    expect(sent.map(({ Range }) => Range)).toEqual([undefined, expect.stringMatching(/^bytes=0-\d+$/), 'bytes=-65536']);
  });

  it('reads ranges of one version of the object', async () => {
    const { client, sent } = watched();
    await s3.putObject({ Bucket: 'pond', Key: 'changing.csv', Body: csv });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        await s3.putObject({ Bucket: 'pond', Key: 'changing.csv', Body: 'n,name\n' });
        return result;
      },
      { step: 'initialize' },
    );
    const asked = ask(client, {
      Key: 'changing.csv',
      InputSerialization: { CSV: { FileHeaderInfo: 'USE' } },
      ScanRange: { Start: 200_000, End: 300_000 },
    });

    await expect(asked).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(sent.map(({ IfMatch }) => typeof IfMatch)).toEqual(['undefined', 'string']);
    client.destroy();
  });

  it('lets the middleware of the client, its own and the options of send apply', async () => {
    const client = new S3({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
    const names: unknown[] = [];
    client.middlewareStack.add(
      (next, context) => (args) => {
        names.push(context.commandName);
        return next(args);
      },
      { step: 'initialize' },
    );
    const command = new DropIn(query({ Expression: 'SELECT * FROM S3Object LIMIT 1' }));
    command.middlewareStack.add(
      (next: (args: object) => unknown) => (args: object) => {
        names.push('its own');
        return next(args);
      },
      { step: 'build' },
    );

    const { $metadata } = await client.send(command);
    expect(names).toEqual(['GetObjectCommand', 'its own']);
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, requestId: expect.any(String) as string });

    const aborted = client.send(new DropIn(query()), { abortSignal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    client.destroy();
  });

  it('answers by callback, too', async () => {
    const answer = await new Promise<unknown>((resolve, reject) => {
      s3.send(new DropIn(query()), (error, data?: unknown) =>
        error === null ? resolve(data) : reject(error as Error),
      );
    });

    expect(answer).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it('ends the download when LIMIT is reached and when the reader stops', async () => {
    const bodies: { destroyed: boolean }[] = [];
    const client = new S3({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        bodies.push((result.response as { body: { destroyed: boolean } }).body);
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );

    const { Payload } = await client.send(new DropIn(query({ Expression: 'SELECT * FROM S3Object LIMIT 1' })));
    for await (const event of Payload) expect(event).toBeDefined();
    const { Payload: left } = await client.send(new DropIn(query()));
    for await (const _ of left) break;

    await expect.poll(() => bodies.map(({ destroyed }) => destroyed), soon).toEqual([true, true]);
    client.destroy();
  });
});
