import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../local/clock.ts';
import { cloudFormation } from '../local/services/cloudformation/index.ts';
import { cognito } from '../local/services/cognito/index.ts';
import { createEndpoint, type Endpoint } from '../local/services/endpoint.ts';
import { memoryStorage } from '../local/state/memory-storage.ts';
import { readTemplate } from '../local/template/index.ts';
import { runScript } from './testing/run-script.ts';

const root = join(import.meta.dirname, '..');
const template = readTemplate(join(root, 'template.yaml'), { stackName: 'dragons-here' });
const folder = mkdtempSync(join(tmpdir(), 'postman-env-'));
let endpoint: Endpoint;
let url: string;

beforeAll(async () => {
  const users = cognito({
    storage: memoryStorage(),
    clock: systemClock,
    region: 'us-east-1',
    accountId: '123456789012',
    invoker: { invoke: async (_, event) => ({ outcome: 'returned', payload: JSON.stringify(event) }) },
  });
  await users.declare(template.resources.values());
  const described = { template, createdAt: 0, updatedAt: undefined, isComplete: true, madeBy: () => undefined };
  endpoint = createEndpoint({
    services: [users.service, cloudFormation(() => described)],
    credentials: [{ accessKeyId: 'local', secretAccessKey: 'local' }],
  });
  url = await endpoint.listen(0);
});

afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runScript('scripts/postman-env.ts', args, { AWS_ENDPOINT_URL: url });

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
    baseUrl: template.outputs.ApiUrl,
    signInUrl: template.outputs.SignInUrl,
    machineClientId: template.outputs.MachineClientId,
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
