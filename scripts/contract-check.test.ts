import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runScript } from './testing/run-script.ts';

const source = await readFile(new URL('../openapi.yaml', import.meta.url), 'utf8');
const [, version = ''] = /^ {2}version: (.*)$/m.exec(source) ?? [];
const next = version.replace(/^\d+/, (major) => String(Number(major) + 1)).replace(/\.\d+\.\d+$/, '.0.0');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dragons-contract-'));
});
afterAll(async () => rm(folder, { recursive: true }));

/** Runs one of the two commands on a contract, beside a file of the released one. */
async function run(command: 'check' | 'release', contract: string) {
  const file = join(await mkdtemp(join(folder, 'contract-')), 'openapi.yaml');
  const released = join(folder, 'released.json');
  await writeFile(file, contract);
  return runScript(`scripts/contract-${command}.ts`, ['--contract', file, '--released', released], {});
}

it(
  'tells who breaks the contract what to do, until the version says that it is another one',
  { timeout: 60_000 },
  async () => {
    const broken = source.replace('name: q\n', 'name: text\n');
    const nothing = await run('check', source);
    const first = await run('release', source);
    const raised = broken.replace(`version: ${version}`, `version: ${next}`);
    const [same, breaking, refused, allowed] = await Promise.all([
      run('check', source),
      run('check', broken),
      run('release', broken),
      run('check', raised),
    ]);
    const second = await run('release', raised);
    const lowered = await run('check', broken.replace(`version: ${version}`, 'version: 0.1.0'));

    expect([nothing, same, breaking, allowed, lowered].map(({ code }) => code)).toEqual([1, 0, 1, 0, 1]);
    expect([first, refused, second].map(({ code }) => code)).toEqual([0, 1, 0]);
    expect(nothing.stderr).toContain('Nothing was released yet');
    expect(same.stdout).toContain('see no difference');
    const line = source.split('\n').findIndex((text) => text.includes('name: dragonName'));
    expect(breaking.stderr).toMatch(
      / {2}GET \/dragons \(listDragons\)\n {4}✗ query parameter q: is gone.*\n.*openapi\.yaml:\d+ {2}#\/paths\/~1dragons\/get/,
    );
    expect(Number(/openapi\.yaml:(\d+)/.exec(breaking.stderr)?.[1])).toBe(line);
    expect(breaking.stderr).toContain(`raise info.version to ${next}`);
    expect(refused.stderr).toContain(`raise it to ${next}`);
    expect(allowed.stdout).toContain(`as version ${next} says`);
    expect(lowered.stderr).toContain('Versions only rise.');
  },
);

it('lists what does no harm, and asks for a new second number before that is released', async () => {
  await copyFile(new URL('../contract/released.json', import.meta.url), join(folder, 'released.json'));
  const more = source
    .replace(/^ {2}version: .*$/m, '  version: 1.0.0')
    .replace(
      '        - name: cursor\n',
      '        - { name: shop, in: query, description: A shop., schema: { type: string } }\n        - name: cursor\n',
    );

  const checked = await run('check', more);
  const released = await run('release', more);

  expect(checked).toMatchObject({ code: 0, stderr: '' });
  expect(checked.stdout).toContain('+ GET /dragons (listDragons): query parameter shop: is new');
  expect(checked.stdout).toContain('Raise info.version to 1.1.0 before it is released.');
  expect(released.code).toBe(1);
});

it('says where the contract is no YAML, as editors follow it', async () => {
  const { code, stderr } = await run('check', 'info:\n  title: Dragons\n   version: 1\n');

  expect(stderr).toMatch(/^\S*openapi\.yaml:2:10: Nested .*\n/);
  expect(stderr).not.toMatch(/at line \d|^ {4}at /m);
  expect(code).toBe(1);
});
