import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { folderStorage } from '../../../local/state/folder-storage.ts';
import { turnableTime } from '../../../local/testing/turnable-time.ts';
import { definition, tasks } from '../testing/definition.ts';
import { always, fails, first, hangs, type Faults } from '../testing/faults.ts';
import { rememberingStorage, type Write } from '../testing/remembering-storage.ts';
import { scriptedTasks } from '../testing/scripted-tasks.ts';
import { wayTo } from '../testing/ways.ts';
import { lastState, startWorkflow } from '../testing/workflow.ts';

const unknown = always(fails('UnknownReportError'));
const refused = always(fails('InternalError'));

/** Ways that together lead through every state. */
const ways: readonly [string, Faults][] = [
  ['Accepted', {}],
  ['Rejected', { Validate: always(fails('DragonValidationException', 'name-taken')) }],
  ['NotProcessed', { Validate: unknown }],
  ['AcceptedUnconfirmed', { Confirm: unknown }],
  ['NotAnnounced', { Announce: refused, KeepEvent: refused }],
  ['Undecided', { Add: unknown, Reject: unknown }],
];

/** The states in which a process was killed. */
const killedIn = new Set<string>();

/** The names of the states that a storage's writes say were entered, or left. */
const statesOf = (writes: readonly Write[], what: 'Entered' | 'Exited'): string[] =>
  writes
    .filter(({ table, text }) => table === 'states-history' && text !== undefined)
    .map(({ text }) => (JSON.parse(text!) as { event: { type: string; details?: { name?: string } } }).event)
    .filter(({ type }) => type.endsWith(`State${what}`))
    .map(({ details }) => details?.name ?? '');

/** Lets a process be killed after its first writes, and another one go on. */
async function goOn(left: readonly Write[], arn: string, faults: Faults) {
  const time = turnableTime(left.at(-1)!.at);
  const workflow = await startWorkflow({
    tasks: scriptedTasks(),
    faults,
    time,
    storage: rememberingStorage(time.now, left),
  });
  try {
    workflow.resume();
    const { status, output } = await workflow.finished(arn);
    const end = lastState(await workflow.history(arn));
    return { outcome: { status, end, output }, tried: workflow.attempts.map(({ state }) => state) };
  } finally {
    await workflow.close();
  }
}

/** Executions do not notice that the process ended. */
export function goingOnCases(): void {
  it.each(ways)(
    'an execution that ends in %s does so as well after a kill at any of its writes',
    async (end, faults) => {
      const time = turnableTime();
      const storage = rememberingStorage(time.now);
      const undisturbed = await startWorkflow({ tasks: scriptedTasks(), faults, time, storage });
      const declared = storage.writes.length;
      const arn = await undisturbed.start('report-1');
      const { status, output } = await undisturbed.finished(arn);
      await undisturbed.close();

      // The first write after the declaration is the execution's record, with which StartExecution is answered.
      for (let count = declared + 1; count < storage.writes.length; count += 1) {
        const left = storage.writes.slice(0, count);
        const { outcome, tried } = await goOn(left, arn, faults);

        expect(outcome).toEqual({ status, end, output });
        expect(tried.filter((state) => statesOf(left, 'Exited').includes(state))).toEqual([]);
        for (const state of statesOf(left, 'Entered').slice(-1)) killedIn.add(state);
      }
    },
    60_000,
  );

  it('these kills met every state', () => {
    expect([...killedIn].sort()).toEqual(Object.keys(definition.States).sort());
  });

  describe('in a folder, an execution goes on with the task that was under way when the process was closed:', () => {
    it.each(tasks.map(([name]) => name))('%s', async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'dragons-workflow-'));
      const time = turnableTime();
      const opened = async (faults: Faults) => {
        const storage = folderStorage(folder);
        const workflow = await startWorkflow({ tasks: scriptedTasks(), faults, time, storage });
        const close = async (): Promise<void> => {
          await workflow.close();
          storage.close();
        };
        return { ...workflow, close };
      };
      const before = await opened({ ...wayTo(name), [name]: first(1, hangs) });
      const arn = await before.start('report-1');
      await vi.waitFor(async () => {
        if (before.attempts.at(-1)?.state === name) return;
        await before.time.turnToNext();
        throw new Error(`${name} was not reached.`);
        // Each time is a step on the way; how long one takes depends on what else the machine does.
      }, 15_000);
      await before.close();

      const after = await opened(wayTo(name));
      after.resume();
      const { status } = await after.finished(arn);

      expect(status).toBe('SUCCEEDED');
      expect(after.attempts[0]?.state).toBe(name);
      await after.close();
      rmSync(folder, { recursive: true });
    });
  });
}
