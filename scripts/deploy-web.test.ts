import { GetObjectCommand } from '@aws-sdk/client-s3';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { credentials, region, startTestEndpoint, type TestEndpoint } from '../local/services/testing/test-endpoint.ts';
import { PageFolder } from './deploy-web/testing/page-folder.ts';
import { runScript, type Ended } from './testing/run-script.ts';

const ownCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const config = '{"stage":"local"}';
const parameters = { 'site-bucket': 'site', 'site-url': 'http://127.0.0.1:8080', 'site-config': config };

let aws: TestEndpoint;
let page: PageFolder;
beforeAll(async () => {
  aws = await startTestEndpoint({ credentials: [credentials, ownCredentials] });
  aws.s3.declareBucket('site', {});
  const declare = (stage: string, values: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(values)) {
      aws.ssm.declareParameter({ name: `/dragons/${stage}/${name}`, type: 'String', value });
    }
  };
  declare('local', parameters);
  declare('half', { 'site-bucket': 'site' });
  declare('lost', { ...parameters, 'site-bucket': 'nowhere' });
});
afterAll(() => aws.close());
beforeEach(() => {
  page = new PageFolder();
  page.write('built/index.html', '<p>first');
  page.write('built/assets/a-1.js', 'first');
  return () => page.remove();
});

/** Runs the command against the endpoint. @param environment an empty text takes a variable away */
async function deploy(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const all = { AWS_ENDPOINT_URL: aws.url, AWS_REGION: region, ...environment };
  const set = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  return runScript('scripts/deploy-web.ts', args, set);
}

/** An object as those get it who ask the bucket. */
async function object(Key: string) {
  const { Body, ContentType, CacheControl } = await aws.s3Client.send(new GetObjectCommand({ Bucket: 'site', Key }));
  return { text: await Body?.transformToString(), ContentType, CacheControl };
}

describe('npm run deploy:web', () => {
  it('uploads a built page with the configuration of the stage, and says where the page is', async () => {
    const ended = await deploy(['--folder', page.built]);

    expect(ended).toEqual({
      code: 0,
      stdout: 'Uploaded 3 files (1 KiB), 0 were there already. The page is at http://127.0.0.1:8080\n',
      stderr: '',
    });
    expect(await object('index.html')).toEqual({
      text: '<p>first',
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'no-cache',
    });
    expect(await object('config.json')).toEqual({
      text: config,
      ContentType: 'application/json',
      CacheControl: 'no-cache',
    });
    expect(await object('assets/a-1.js')).toEqual({
      text: 'first',
      ContentType: 'text/javascript; charset=utf-8',
      CacheControl: 'public, max-age=31536000, immutable',
    });
  });

  it('uploads nothing a second time, and what has changed alone', async () => {
    await deploy(['--folder', page.built]);

    const again = await deploy(['--folder', page.built]);
    page.write('built/index.html', '<p>second');
    const changed = await deploy(['--folder', page.built]);

    expect(again.stdout).toBe('Nothing has changed. The page is at http://127.0.0.1:8080\n');
    expect(changed.stdout).toMatch(/^Uploaded 1 file \(1 KiB\), 2 were there already\./);
  });

  it('builds the page of this repository, which names nothing that is not there', async () => {
    const { code, stderr } = await deploy([]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { text = '' } = await object('index.html');
    const assets = Array.from(text.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g), ([, key = '']) => key);
    expect(assets).not.toEqual([]);
    for (const key of assets) expect((await object(key)).text).not.toBe('');
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'goes on with --watch until %s, and leaves nothing behind',
    async (signal) => {
      const temporary = join(page.path, 'temporary');
      mkdirSync(temporary);

      const { code, stdout, stderr } = await runScript(
        'scripts/deploy-web.ts',
        ['--watch'],
        { AWS_ENDPOINT_URL: aws.url, AWS_REGION: region, TMPDIR: temporary },
        (child) => child.stdout.on('data', (text) => String(text).includes('The page is at') && child.kill(signal)),
      );

      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('The page is at http://127.0.0.1:8080');
      expect(readdirSync(temporary)).toEqual([]);
    },
    60_000,
  );
});

const noAccount = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };

describe('a page that cannot be deployed', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['an unknown option', ['--wach'], {}, 2, /--wach/],
    ['both ways at once', ['--watch', '--folder', 'dist/web'], {}, 2, /^Say either --watch or --folder\./],
    ['no folder', ['--folder', '/nowhere'], {}, 1, /^The folder \/nowhere cannot be read: /],
    [
      'a folder without a page',
      ['--folder', 'data'],
      {},
      1,
      /^(The folder data holds no page|Nobody knows the content type of)/,
    ],
    [
      'a stage that is not there',
      ['--stage', 'dev'],
      {},
      1,
      /^The stage "dev" has no place for the page: there is no parameter \/dragons\/dev\/site-bucket at http.*right stage and region/,
    ],
    ['a stage of an earlier version', ['--stage', 'half'], {}, 1, /there is no parameter \/dragons\/half\/site-url/],
    [
      'a bucket that is not there',
      ['--stage', 'lost', '--folder', 'FOLDER'],
      {},
      1,
      /refuses the call of ListObjectsV2 on nowhere: NoSuchBucket/,
    ],
    [
      'a wrong key',
      [],
      { AWS_ACCESS_KEY_ID: 'other' },
      1,
      /refuses the call of GetParameters on \/dragons\/local\/site-\*: UnrecognizedClientException/,
    ],
    [
      'nobody there',
      ['--endpoint', 'http://127.0.0.1:9'],
      {},
      1,
      /^Nothing answers at http:\/\/127\.0\.0\.1:9\. Start the local stack with "npm start"\./,
    ],
    ['no address', ['--endpoint', 'here'], {}, 1, /^The endpoint "here" is no address/],
    [
      'no region',
      ['--stage', 'dev'],
      { ...noAccount, AWS_ENDPOINT_URL: '', AWS_REGION: '' },
      1,
      /^Nobody said in which region the stage "dev" is: give --region\./,
    ],
    [
      'no credentials',
      ['--stage', 'dev', '--region', 'eu-west-1'],
      { ...noAccount, AWS_ENDPOINT_URL: '', AWS_EC2_METADATA_DISABLED: 'true' },
      1,
      /^There are no AWS credentials for the stage "dev"/,
    ],
  ])('says what is wrong with %s', async (_, args, environment, code, message) => {
    const ended = await deploy(
      args.map((arg) => (arg === 'FOLDER' ? page.built : arg)),
      environment,
    );

    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toContain('    at ');
  });
});
