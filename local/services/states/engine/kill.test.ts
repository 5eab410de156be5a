import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderStorage } from '../../../state/folder-storage.ts';
import { lastingDefinition, lastingMachine } from '../testing/lasting-machine.ts';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'states-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('an execution goes on after its process was killed in the middle of a task', async () => {
  const script = new URL('../testing/run-until-killed.ts', import.meta.url);
  const child = fork(script, [folder], { execArgv: [] });
  for (let name = ''; !name.endsWith('second');) [name] = (await once(child, 'message')) as [string];
  child.kill('SIGKILL');
  await once(child, 'exit');

  const storage = folderStorage(folder);
  const aws = await startTestStepFunctions({ storage });
  const called: string[] = [];
  aws.functions.first = () => called.push('first');
  aws.functions.second = (event: unknown) => {
    called.push('second');
    return { event };
  };
  aws.declare(lastingDefinition, { name: lastingMachine.name });
  aws.states.resume();
  const end = await aws.finished('arn:aws:states:eu-west-1:000000000000:execution:lasting:run');

  expect(end).toMatchObject({ status: 'SUCCEEDED', output: '["first",{"event":"first"}]' });
  expect(called).toEqual(['second']);
  await aws.close();
  storage.close();
});
