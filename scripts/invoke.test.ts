import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTemplate } from '../local/template/index.ts';
import { isSamBuildFresh, NotBuiltError, samArtifacts } from './invoke/artifacts.ts';
import { runScript } from './testing/run-script.ts';

const invoke = (...args: string[]) => runScript('scripts/invoke.ts', args, {});

describe('npm run invoke', () => {
  it('runs a function with its sample event on a stack of its own', { timeout: 120_000 }, async () => {
    const { code, stdout, stderr } = await invoke('GetDragon');

    expect(code).toBe(0);
    const { statusCode, body } = JSON.parse(stdout) as { statusCode: number; body: string };
    expect([statusCode, JSON.parse(body)]).toEqual([200, expect.objectContaining({ dragonName: 'Atlas' })]);
    const [origin, start, ...lines] = stderr.trim().split('\n');
    expect([origin, start]).toEqual([
      expect.stringMatching(/^GetDragon with its layers, as sam build/),
      expect.stringMatching(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/),
    ]);
    expect(lines.join('\n')).toMatch(
      /"operation":"getDragon"[^]*\nEND RequestId: .*\nREPORT RequestId: .*\tDuration: /,
    );
  });

  it.each([
    ['GetReport', { statusCode: 200, body: expect.stringContaining('"status":"PENDING"') }],
    ['AddDragon', { status: 'ACCEPTED' }],
  ])('has what the sample event of %s is about', { timeout: 120_000 }, async (name, answer) => {
    const { code, stdout } = await invoke(name);

    expect(JSON.parse(stdout)).toMatchObject(answer);
    expect(code).toBe(0);
  });

  it('says why a sample cannot end well without AWS', { timeout: 120_000 }, async () => {
    const { code, stderr } = await invoke('VerifyVersion');

    expect(stderr).toContain('The sample of VerifyVersion fails here: it asks CodeDeploy');
    expect(code).toBe(1);
  });

  it.each<[string, string[], number, RegExp]>([
    ['nothing to run', [], 2, /^Say which function\./],
    [
      'two functions',
      ['GetDragon', 'GetHealth'],
      2,
      /^One function is run at a time, and these are 2: GetDragon, GetH/,
    ],
    ['a function that is not there', ['getDragon'], 1, /has no function getDragon\. It has AddDragon, .*GetDragon/],
    [
      'an event that is not there',
      ['GetDragon', '--event', '/nowhere.json'],
      1,
      /^The event in \/nowhere\.json cannot/,
    ],
    ['nobody at the endpoint', ['GetDragon', '--endpoint', 'http://127.0.0.1:9'], 1, /^Nothing answers at http:/],
    ['an endpoint of AWS', ['GetDragon', '--endpoint', 'https://a.example'], 1, /is not on this machine/],
  ])('says what is wrong with %s, before anything is started', async (_, args, code, message) => {
    const ended = await invoke(...args);

    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toContain('    at ');
  });

  it('explains itself', async () => {
    expect(await invoke('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--event FILE') });
  });
});

describe('the artifacts of sam build', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'invoke-'));
    for (const name of ['functions/a/handler.ts', 'layers/b/index.ts', 'data/c.json', 'openapi.yaml']) write(name, '1');
    write('package-lock.json', '{}');
    write(
      'template.yaml',
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [a/handler.ts], Format: cjs, Target: node24 } }
    Properties: { CodeUri: functions, Handler: handler.handler, Runtime: nodejs24.x }
`,
    );
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(name: string, text: string, secondsAgo = 100): void {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const time = new Date(Date.now() - secondsAgo * 1000);
    utimesSync(file, time, time);
  }

  it('are fresh while no source is newer; tests are no sources', () => {
    expect(isSamBuildFresh(root)).toBe(false);
    write('.aws-sam/build/template.yaml', '', 50);
    write('functions/a/a.test.ts', '', 10);
    expect(isSamBuildFresh(root)).toBe(true);
    write('layers/b/more.ts', '', 10);
    expect(isSamBuildFresh(root)).toBe(false);
  });

  it('are run where they lie, by the handler that SAM writes into its template', () => {
    const template = readTemplate(join(root, 'template.yaml'));
    expect(() => samArtifacts(template)).toThrow(NotBuiltError);
    write('.aws-sam/build/Greet/handler.js', '');

    expect(samArtifacts(template).build.units.get('Greet')).toMatchObject({
      directory: join(root, '.aws-sam/build/Greet'),
      handler: 'handler.handler',
    });
  });
});
