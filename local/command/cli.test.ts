import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';

import { anyPorts, commandLine } from '../testing/command-line.ts';
import { SampleStack } from '../testing/sample-stack.ts';
import { soon } from '../testing/soon.ts';

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
});
afterEach(() => sample.close());

const cli = (...args: string[]) => commandLine(sample.folder, ...args);

it('says where it answers, who may sign in and what to try; runs until it is stopped', async () => {
  const { child, output, ended, serving } = cli('--seed', 'seed.yaml', '--no-watch', '--timing', ...anyPorts);
  const { API: api } = await serving();

  const curl = /^ {2}curl (http:\S+)$/m.exec(output.stdout)?.[1] ?? '';
  const answer = await fetch(curl);
  child.kill('SIGTERM');

  expect(await answer.text()).toBe('hello from the layer');
  expect(await ended).toBe(0);
  expect(curl).toBe(`${api}/greeting`);
  expect(output.stdout).toMatch(/^AWS endpoint +http:/m);
  expect(output.stdout).toMatch(/^Sign-in pages +http:/m);
  expect(output.stdout).toMatch(/^ {2}reader +Sample-password-1 +Readers$/m);
  expect(output.stdout).toMatch(/^ +\d+ ms +listening$/m);
  expect(output.stdout).toMatch(/^GET \/greeting 200 [\d.]+ ms$/m);
  expect(output.stderr).toBe('');
});

it.runIf(process.platform !== 'win32')('ends when npm is ended, whose shell passes no signal on', async () => {
  // The last command of a line may take the shell's place; this one is not the last.
  const line = `"${process.execPath}" "${join(import.meta.dirname, '../cli.ts')}" --no-watch ${anyPorts.join(' ')}; true`;
  const shell = spawn('sh', ['-c', line], {
    cwd: sample.folder,
    env: { ...process.env, npm_lifecycle_script: 'node local/cli.ts' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    // Its output is closed when the last one who writes to it has ended.
    const closed = once(shell, 'close');
    let text = '';
    for await (const data of shell.stdout) {
      text += String(data);
      if (text.includes('Ctrl-C stops')) shell.kill('SIGTERM');
    }

    expect(await closed).toEqual([null, 'SIGTERM']);
  } finally {
    try {
      process.kill(-(shell.pid ?? 0), 'SIGKILL');
    } catch {
      // All of them have ended.
    }
  }
});

it('tells in one line what keeps it from starting', async () => {
  sample.write('template.yaml', 'Resources: { Q: { Type: AWS::Events::Rule } }');

  const { output, ended } = cli('--no-watch', ...anyPorts);

  expect(await ended).toBe(1);
  expect(output.stderr).toBe(
    'template.yaml:1:14: Q (AWS::Events::Rule): this type of resource is not simulated locally\n',
  );
  expect(output.stdout).toBe('');
});

it.each<['stdout' | 'stderr', (api: string) => unknown]>([
  ['stdout', (api) => fetch(`${api}/greeting`).catch(() => undefined)],
  ['stderr', () => sample.write('template.yaml', 'nonsense')],
])('ends quietly when nobody reads its %s any more', async (stream, makeItWrite) => {
  const { child, output, ended, serving } = cli(...anyPorts);
  const { API: api } = await serving();
  child[stream]?.destroy();

  await makeItWrite(api);

  expect(await ended).toBe(0);
  expect(output.stderr).toBe('');
});

it.runIf(process.platform === 'linux').each(['/proc/nowhere/state', '/etc/passwd'])(
  'says in a sentence that %s cannot hold state',
  async (folder) => {
    const { child, output, ended } = cli('--data', folder, '--no-watch', ...anyPorts);
    onTestFinished(() => void child.kill('SIGKILL'));

    expect(await ended).toBe(1);
    expect(output.stderr).toMatch(new RegExp(`^The folder ${folder} cannot be used: E[A-Z]+: .*\n$`));
  },
);

it('quiet leaves where it answers, one line each', async () => {
  const { child, output, ended } = cli('--quiet', '--no-watch', '--seed', 'seed.yaml', ...anyPorts);

  await expect.poll(() => output.stdout.split('\n').length, soon).toBe(4);
  child.kill('SIGTERM');

  expect(await ended).toBe(0);
  expect(output.stdout).toMatch(
    /^API {12}http:\/\/127\.0\.0\.1:\d+\nAWS endpoint {3}http:\S+\nSign-in pages {2}http:\S+\n$/,
  );
});

it('explains itself', async () => {
  const help = cli('--help');
  const wrong = cli('--prot', '1');

  expect([await help.ended, await wrong.ended]).toEqual([0, 2]);
  expect(help.output.stdout).toContain('--template FILE');
  expect(wrong.output.stderr).toBe("npm start -- --help lists the options.\nUnknown option '--prot'\n");
});
