import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDragons, type DragonsStack } from '../tests/testing/dragons-stack.ts';
import { relay } from './local-stack/relay.ts';
import { runScript } from './testing/run-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'sam-env-'));
const file = join(folder, 'env.json');
let dragons: DragonsStack;
beforeAll(async () => {
  dragons = await startDragons();
}, 120_000);
afterAll(async () => {
  await dragons.close();
  rmSync(folder, { recursive: true });
});

const endpoint = () => dragons.stack.addresses.endpoint;
const port = () => Number(new URL(endpoint()).port);

describe('npm run sam:env', () => {
  it('writes every variable of every function as the local stack has it, with the address that containers reach', async () => {
    const ended = await runScript(
      'scripts/sam-env.ts',
      ['--out', file, '--host', '192.0.2.7', '--endpoint', endpoint()],
      {},
    );

    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/AWS_ACCESS_KEY_ID=local[^]*sam local start-api .*--env-vars .*env\.json/);
    const needsRelay = /containers will not reach it at 192\.0\.2\.7:\d+ with Docker on Linux/.test(ended.stdout);
    expect(needsRelay).toBe(process.platform === 'linux');
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
    const { resources } = dragons.stack.template;
    const functions = [...resources.values()].filter(({ type }) => type === 'AWS::Serverless::Function');
    expect(Object.keys(written).sort()).toEqual(functions.map(({ logicalId }) => logicalId).sort());
    expect(written.GetDragon).toEqual({
      NODE_OPTIONS: '--enable-source-maps',
      POWERTOOLS_METRICS_NAMESPACE: 'Dragons',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      STAGE: 'local',
      REGISTRY_TABLE: resources.get('RegistryTable')?.ref,
      USER_POOL_ID: resources.get('UserPool')?.ref,
      AWS_ENDPOINT_URL: `http://192.0.2.7:${port()}`,
    });
    expect(written.ListDragons?.PARAMETER_PATH).toBe('/dragons/local/');
    expect(JSON.stringify(written)).not.toContain('127.0.0.1');
  });

  it.each<[string, string[], number, RegExp]>([
    [
      'a name, which S3 clients would put the bucket before',
      ['--host', 'host.docker.internal'],
      2,
      /takes an IP number/,
    ],
    ['nobody there', ['--endpoint', 'http://127.0.0.1:9'], 1, /^Nothing answers at .* "npm start"/],
  ])('says what is wrong with %s', async (_, args, code, message) => {
    const ended = await runScript('scripts/sam-env.ts', args, {});

    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
  });

  // Only Linux has more than one address of its own without being asked.
  it.runIf(process.platform === 'linux')('passes on what containers send', async () => {
    const passing = await relay('127.0.0.2', 0, port());
    const pool = dragons.stack.template.resources.get('UserPool')?.ref ?? '';
    const response = await fetch(`http://127.0.0.2:${passing.port}/${pool}/.well-known/jwks.json`, {
      headers: { connection: 'close' },
    });

    expect(await response.json()).toMatchObject({ keys: [expect.anything(), expect.anything()] });
    await passing.close();
  });
});

describe('npm run invoke, on a stack that runs', () => {
  it('takes the event from standard input, and ends with 1 when the function failed', async () => {
    const args = ['scripts/invoke.ts', 'ImportDragons', '--event', '-', '--endpoint', endpoint()];
    const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '..') });
    let stdout = '';
    child.stdout.on('data', (data) => (stdout += String(data)));
    child.stdin.end('{"no":"dragons"}');
    const code = await new Promise((resolve) => child.on('close', resolve));

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ errorType: 'InvalidImportError' });
  });
});
