import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runScript } from './testing/run-script.ts';
import { startSignInStack, type SignInStack } from './testing/sign-in-stack.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'postman-env-'));
let stack: SignInStack;

beforeAll(async () => {
  stack = await startSignInStack('dragons-here');
});

afterAll(async () => {
  await stack.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runScript('scripts/postman-env.ts', args, { AWS_ENDPOINT_URL: stack.endpoint });

it('writes what the collection wants to know, for nobody else to read', async () => {
  const file = join(folder, 'here.json');
  writeFileSync(file, 'an earlier one', { mode: 0o644 });
  const { code, stdout, stderr } = await run('--stack', 'dragons-here', '--out', file);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('secret of the machine client');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const written = JSON.parse(readFileSync(file, 'utf8')) as { name: string; values: Record<string, string>[] };
  const model = JSON.parse(readFileSync(join(root, 'postman/aws.postman_environment.json'), 'utf8')) as typeof written;
  expect(written.values.map(({ key, type }) => [key, type])).toEqual(model.values.map(({ key, type }) => [key, type]));
  expect(written.name).toBe('dragons-here');
  expect(Object.fromEntries(written.values.map(({ key, value }) => [key, value]))).toMatchObject({
    baseUrl: stack.template.outputs.ApiUrl,
    signInUrl: stack.template.outputs.SignInUrl,
    machineClientId: stack.template.outputs.MachineClientId,
    machineClientSecret: expect.stringMatching(/^\w{40,}$/),
    adminToken: '',
  });
});

it.each<[string, string[], number, RegExp]>([
  ['no stack', [], 2, /^Say which stack/],
  ['a stack that is not there', ['--stack', 'other'], 1, /^There is no stack other/],
  ['a place where nothing can be written', ['--stack', 'dragons-here', '--out', '/dev/null/x'], 1, /EEXIST|ENOTDIR/],
])('says what is wrong with %s', async (_, args, code, message) => {
  const ended = await run(...args);

  expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
  expect(ended.stderr).not.toContain('    at ');
});
