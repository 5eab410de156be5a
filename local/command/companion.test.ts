import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { companionEnvironment, companionName } from './companion.ts';
import { anyPorts, commandLine } from '../testing/command-line.ts';
import { SampleStack } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
});
afterEach(() => sample.close());

const cli = (...args: string[]) => commandLine(sample.folder, '--no-watch', ...anyPorts, ...args);
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const pidIn = async (file: string) => {
  await expect
    .poll(() => existsSync(sample.path(file)) && readFileSync(sample.path(file), 'utf8').trim(), soon)
    .toMatch(/^\d+$/);
  return Number(readFileSync(sample.path(file), 'utf8'));
};

describe('a command that runs beside the stack', () => {
  it('finds the stack, which answers by then, and says what it says line by line', async () => {
    sample.write(
      'beside.mjs',
      'const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_REGION: region } = process.env;\n' +
        "console.log([url, id, key, region].join(' '), (await fetch(url)).status);\nconsole.error('and more');\n",
    );
    const { child, output, ended, serving } = cli('--with', `${process.execPath} beside.mjs`);
    const { 'AWS endpoint': endpoint } = await serving();

    await expect.poll(() => output.stdout, soon).toContain(`  node ${endpoint} local local us-east-1 403\n`);
    await expect.poll(() => output.stderr, soon).toBe('  node and more\n');
    await expect.poll(() => output.stdout, soon).toContain('ended with 0; the stack goes on without it.');
    child.kill('SIGTERM');

    expect(await ended).toBe(0);
  });

  it('may fail: that is told, and the stack goes on', async () => {
    const { child, output, ended, serving } = cli('--with', 'echo no >&2; exit 3', '--quiet');
    await expect
      .poll(() => output.stderr, soon)
      .toContain('"echo no >&2; exit 3" ended with 3; the stack goes on without it.\n');
    const api = /^API +(\S+)/m.exec(output.stdout)?.[1] ?? '';

    expect((await fetch(`${api}/greeting`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(serving).toBeDefined();
  });

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
    'ends with the stack at %s, and so does all that it started',
    async (signal) => {
      const commands = ['sleep 300 & echo $! > one; wait', 'sleep 300 & echo $! > two; sleep 300'];
      const { child, ended } = cli(...commands.flatMap((command) => ['--with', command]));
      const pids = [await pidIn('one'), await pidIn('two')];
      expect(pids.map(isAlive)).toEqual([true, true]);

      child.kill(signal);

      expect(await ended).toBe(0);
      await expect.poll(() => pids.map(isAlive), soon).toEqual([false, false]);
    },
  );

  it('that does not want to end is ended all the same', async () => {
    const { child, ended } = cli('--with', "trap '' TERM; echo $$ > one; while :; do sleep 1; done");
    const pid = await pidIn('one');

    child.kill('SIGTERM');

    expect(await ended).toBe(0);
    await expect.poll(() => isAlive(pid), soon).toBe(false);
  });

  it('is not left behind by somebody who does not want to wait', async () => {
    const { child, ended } = cli('--with', "trap '' TERM; echo $$ > one; while :; do sleep 1; done");
    const pid = await pidIn('one');

    child.kill('SIGTERM');
    child.kill('SIGINT');

    await ended;
    await expect.poll(() => isAlive(pid), soon).toBe(false);
  });

  it('takes with it what it leaves in the background', async () => {
    const { child, output, ended } = cli('--with', 'sleep 300 > /dev/null 2>&1 & echo $! > one');
    const pid = await pidIn('one');

    await expect.poll(() => output.stdout, soon).toContain('ended with 0');
    await expect.poll(() => isAlive(pid), soon).toBe(false);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

it('keys of the stack win over a profile and a session of the person', () => {
  const own = { AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'mine', AWS_ACCESS_KEY_ID: 'mine', HOME: '/home' };

  expect(
    companionEnvironment(own, { endpoint: 'http://e', region: 'r', accessKeyId: 'local', secretAccessKey: 's' }),
  ).toEqual({
    HOME: '/home',
    AWS_ENDPOINT_URL: 'http://e',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_REGION: 'r',
  });
});

it.each([
  ['npm run deploy:web -- --watch', 'deploy:web'],
  ['npm run -s token', 'token'],
  ['node scripts/x.ts', 'node'],
  ['/usr/bin/env x', 'env'],
])('what %s says stands behind %s', (command, name) => {
  expect(companionName(command)).toBe(name);
});
