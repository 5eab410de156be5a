import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsCli, awsCliTitle, hasAwsCli } from './testing/aws-cli.ts';
import { startTestEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

describe.skipIf(!hasAwsCli)(awsCliTitle, { timeout: 120_000 }, () => {
  let aws: TestEndpoint;
  let cli: AwsCli;
  beforeAll(async () => {
    aws = await startTestEndpoint();
    cli = new AwsCli(aws.url);
  });
  afterAll(async () => {
    await aws.close();
    cli.remove();
  });

  const run = (...args: string[]): Promise<string> => cli.run(...args);

  it('makes a bucket, copies files in and out, lists them, and removes all of it', async () => {
    writeFileSync(join(cli.folder, 'dragons.jsonl'), '{"name":"Ada","family":"red"}\n{"name":"Bo","family":"blue"}\n');

    await run('s3', 'mb', 's3://pond');
    await run('s3', 'cp', 'dragons.jsonl', 's3://pond/a b+c/ü.jsonl');
    await run('s3', 'cp', 's3://pond/a b+c/ü.jsonl', 'copy.jsonl');

    expect(readFileSync(join(cli.folder, 'copy.jsonl'))).toEqual(readFileSync(join(cli.folder, 'dragons.jsonl')));
    expect(await run('s3', 'ls', '--recursive', 's3://pond')).toMatch(/60 a b\+c\/ü\.jsonl/);
    await run('s3', 'rb', '--force', 's3://pond');
    expect(() => aws.s3.readObject('pond', 'any')).toThrow('The specified bucket does not exist');
  });

  it('runs SQL over an object', async () => {
    aws.s3.declareBucket('lake');
    aws.s3.writeObject('lake', 'dragons.jsonl', Buffer.from('{"name":"Ada","family":"red"}\n{"name":"Bo"}\n'));

    await run(
      ...['s3api', 'select-object-content', '--bucket', 'lake', '--key', 'dragons.jsonl'],
      ...['--expression', "SELECT s.name FROM S3Object s WHERE s.family = 'red'", '--expression-type', 'SQL'],
      ...['--input-serialization', '{"JSON":{"Type":"LINES"}}', '--output-serialization', '{"JSON":{}}', 'out.jsonl'],
    );

    expect(readFileSync(join(cli.folder, 'out.jsonl'), 'utf8')).toBe('{"name":"Ada"}\n');
  });

  it('reads and writes parameters', async () => {
    await run('ssm', 'put-parameter', '--name', '/pond/engine', '--value', 'auto', '--type', 'String');
    await run('ssm', 'put-parameter', '--name', '/pond/engine', '--value', 'in-function', '--overwrite');

    const answer: unknown = JSON.parse(await run('ssm', 'get-parameters-by-path', '--path', '/pond', '--recursive'));

    expect(answer).toMatchObject({ Parameters: [{ Name: '/pond/engine', Value: 'in-function', Version: 2 }] });
  });

  it('shows by name what is not simulated', async () => {
    await expect(run('s3api', 'get-bucket-cors', '--bucket', 'lake')).rejects.toThrow(
      's3:GetBucketCors is not simulated by the local AWS.',
    );
    await expect(run('sns', 'list-topics')).rejects.toThrow('sns:ListTopics is not simulated by the local AWS.');
  });
});
