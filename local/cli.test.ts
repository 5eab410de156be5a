import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { SampleStack } from './testing/sample-stack.ts';

let sample: SampleStack;
beforeEach(() => {
  sample = new SampleStack();
});
afterEach(() => sample.close());

const anyPorts = ['--port', '0', '--endpoint-port', '0', '--domain-port', '0'];

function cli(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { cwd: sample.folder });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
  }
  return { child, output, ended: once(child, 'close').then(([code]) => code as number) };
}

it('says where it answers, who may sign in and what to try; runs until it is stopped', async () => {
  const { child, output, ended } = cli('--seed', 'seed.yaml', '--no-watch', '--timing', ...anyPorts);
  await expect.poll(() => output.stdout, { timeout: 15_000 }).toContain('Ctrl-C stops');

  const api = /^API +(http:\S+)$/m.exec(output.stdout)?.[1] ?? '';
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

it('tells in one line what keeps it from starting', async () => {
  sample.write('template.yaml', 'Resources: { Q: { Type: AWS::SQS::Queue } }');

  const { output, ended } = cli('--no-watch', ...anyPorts);

  expect(await ended).toBe(1);
  expect(output.stderr).toBe('template.yaml:1: Q (AWS::SQS::Queue): this type of resource is not simulated locally\n');
  expect(output.stdout).toBe('');
});

it('explains itself', async () => {
  const help = cli('--help');
  const wrong = cli('--prot', '1');

  expect([await help.ended, await wrong.ended]).toEqual([0, 2]);
  expect(help.output.stdout).toContain('--template FILE');
  expect(wrong.output.stderr).toContain('--prot');
});
