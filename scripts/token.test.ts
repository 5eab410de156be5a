import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript, type Ended } from './testing/run-script.ts';
import { startSignInStack, type SignInStack } from './testing/sign-in-stack.ts';

let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack('dragons-here');
});
afterAll(() => stack.close());

const token = (args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> =>
  runScript('scripts/token.ts', args, { AWS_ENDPOINT_URL: stack.endpoint, ...environment });

function claimsOf(stdout: string): Record<string, unknown> {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]+\n$/.exec(stdout) ?? [];
  return JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('npm run token', () => {
  it('prints the access token of a sample user and nothing else', async () => {
    const { code, stdout, stderr } = await token(['reader']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(claimsOf(stdout)).toMatchObject({
      token_use: 'access',
      username: 'reader',
      'cognito:groups': ['Readers'],
    });
  });

  it('prints the token of the machine client with the scope that was asked for', async () => {
    const { stdout } = await token(['--machine', '--scope', 'dragons/read', '--domain', `${stack.domain}/`]);

    expect(claimsOf(stdout)).toMatchObject({ token_use: 'access', scope: 'dragons/read' });
  });

  it('prints the token of the machine client of the stack at the endpoint, with all that it may when no scope was asked for', async () => {
    const { stdout } = await token(['--machine']);

    expect(String(claimsOf(stdout).scope).split(' ').sort()).toEqual(['dragons/read', 'dragons/write']);
  });

  it.each<[string, string[], object]>([
    ['a sample user', ['reader'], { username: 'reader', 'cognito:groups': ['Readers'] }],
    ['the machine client', ['--machine', '--scope', 'dragons/read'], { scope: 'dragons/read' }],
  ])('finds all it needs in the outputs of a stack, for %s', async (_, args, claims) => {
    const { code, stdout, stderr } = await token([...args, '--stack', 'dragons-here']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(claimsOf(stdout)).toMatchObject(claims);
  });

  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['a stack that is not there', ['reader', '--stack', 'other'], {}, 1, /^There is no stack other at http:/],
    [
      'a wrong password',
      ['reader', '--password', 'wrong'],
      {},
      1,
      /^Cognito refuses reader: Incorrect username or password/,
    ],
    ['a wrong password in the environment', ['reader'], { DRAGONS_PASSWORD: 'wrong' }, 1, /^Cognito refuses reader/],
    [
      'a user whom nobody knows',
      ['smaug'],
      {},
      1,
      /smaug is no sample user.*reader \(Readers\), reporter \(Reporters\), admin \(Admin\)/,
    ],
    ['a user who does not exist', ['smaug', '--password', 'p'], {}, 1, /^Cognito refuses smaug/],
    ['a stage that does not run', ['reader', '--stage', 'dev'], {}, 1, /no user pool named dragons-dev/],
    ['nothing to do', [], {}, 2, /^Say either one user or --machine\. The sample users are reader/],
    ['two things to do', ['reader', '--machine'], {}, 2, /^Say either one user or --machine/],
    ['an unknown option', ['reader', '--loud'], {}, 2, /--loud/],
    ['an option without its value', ['reader', '--password'], {}, 2, /--password/],
    [
      'no stack',
      ['reader'],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      1,
      /^Nothing answers at http:\/\/127\.0\.0\.1:9\. Start .* "npm start"/,
    ],
    [
      'no domain',
      ['--machine', '--domain', 'http://127.0.0.1:9'],
      {},
      1,
      /^Nothing answers at http:\/\/127\.0\.0\.1:9\./,
    ],
    [
      'a key that the stack does not take',
      ['reader'],
      { AWS_ACCESS_KEY_ID: 'other' },
      1,
      /^The stack refuses the call: UnrecognizedClientException/,
    ],
  ])('says what is wrong with %s, and prints no token', async (_, args, environment, code, message) => {
    const outcome = await token(args, environment);

    expect(outcome).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
    expect(outcome.stderr).not.toContain('    at ');
  });

  it('says that a scope which machines do not get is refused', async () => {
    const { code, stdout, stderr } = await token(['--machine', '--scope', 'dragons/admin', '--domain', stack.domain]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('invalid_scope');
  });

  it('takes the endpoint from the arguments before the environment', async () => {
    const outcome = await token(['reader', '--endpoint', 'http://127.0.0.1:9']);

    expect(outcome.stderr).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:9\./);
  });

  it('says that production signs nobody in by user name and password', async () => {
    stack.leaveOut('ScriptClientId');
    const outcome = await token(['reader', '--stack', 'dragons-here']).finally(() => stack.leaveOut(undefined));

    expect(outcome).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The stack dragons-here has no client/),
    });
  });

  it('sends the known password of a sample user to nobody but this machine', async () => {
    const elsewhere = stack.endpoint.replace('127.0.0.1', '0.0.0.0');
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' };
    const outcome = await token(['reader', '--stack', 'dragons-here', '--endpoint', elsewhere], keys);

    expect(outcome).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^Give the password of reader/) });
  });

  it('explains itself', async () => {
    const { code, stdout } = await token(['--help']);

    expect(code).toBe(0);
    expect(stdout).toContain('npm run -s token -- <user>');
  });
});
