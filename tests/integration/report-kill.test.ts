import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { readSeed } from '../../local/stack/seed.ts';
import { anyPorts, commandLine, type CommandLine } from '../../local/testing/command-line.ts';
import { applicationAt, type ApiAnswer } from '../testing/application.ts';
import { awsAt, catalogueIsRegistry, dragonItems, reportItems, type Aws } from '../testing/aws.ts';
import { root } from '../testing/contract.ts';
import { dragonOf, insist, reportOf, takenId, workerAt, type Report, type Worker } from '../testing/reporting.ts';

const { users } = readSeed(join(root, 'data/local.yaml'));
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The application in a process of its own, as `npm start -- --data` runs it. */
interface Run {
  readonly worker: Worker;
  readonly aws: Aws;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
}

async function run(folder: string): Promise<Run> {
  const command: CommandLine = commandLine(
    root,
    ...['--seed', 'data/local.yaml', '--parameter', 'Stage=local', '--parameter', 'ParameterMaxAge=1'],
    ...['--no-watch', '--data', folder, ...anyPorts],
  );
  const kill = async (): Promise<void> => {
    command.child.kill('SIGKILL');
    await command.ended;
  };
  ends.push(kill);
  const addresses = await command.serving();
  const application = applicationAt(
    { api: addresses.API, endpoint: addresses['AWS endpoint'], domain: addresses['Sign-in pages'] },
    users,
  );
  return { worker: await workerAt(application), aws: awsAt(application.endpoint), kill };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dragons-kill-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A report that somebody wants to get rid of, whatever happens. */
interface Errand {
  readonly report: Report;
  readonly key: string;
  /** Of the report, once there was a 202. */
  reportId?: string;
}

/**
 * Sends what was not taken yet, some at a time, until all were tried or the process is gone.
 * @param onTaken called with the number of those that were taken by now
 */
async function sendAll(
  errands: readonly Errand[],
  send: (errand: Errand) => Promise<ApiAnswer>,
  onTaken: (count: number) => void,
): Promise<void> {
  const left = errands.filter(({ reportId }) => reportId === undefined);
  let count = errands.length - left.length;
  const goOn = async (): Promise<void> => {
    for (let errand = left.shift(); errand !== undefined; errand = left.shift()) {
      const answer = await send(errand).catch(() => undefined);
      if (answer?.status !== 202) continue;
      const reportId = takenId(answer);
      expect(errand.reportId ?? reportId).toBe(reportId);
      errand.reportId = reportId;
      count += 1;
      onTaken(count);
    }
  };
  await Promise.all(Array.from({ length: 12 }, goOn));
}

it(
  'a process that is killed twice in the middle of 200 reports decides every report that was answered 202, takes the others once when they are sent again, and publishes all',
  { timeout: 360_000 },
  async () => {
    const folder = temporaryFolder();
    // Every fifth wants the name of the one before.
    const errands: Errand[] = Array.from({ length: 200 }, (_, index) => ({
      report: reportOf(`Survivor ${index % 5 === 4 ? index - 1 : index}`, { description: `Errand ${index}` }),
      key: randomUUID(),
    }));
    const killAfter = async (count: number): Promise<void> => {
      const process = await run(folder);
      let killed: Promise<void> | undefined;
      await sendAll(
        errands,
        ({ report, key }) => process.worker.report(report, key),
        (taken) => {
          // Each time at another moment of the requests that are under way.
          if (taken >= count)
            killed ??= new Promise((resolve) => setTimeout(resolve, Math.random() * 50)).then(process.kill);
        },
      );
      await killed;
    };

    await killAfter(60);
    const afterFirst = errands.filter(({ reportId }) => reportId !== undefined).length;
    await killAfter(afterFirst + 50);
    const answered = errands.flatMap(({ reportId }) => reportId ?? []);
    const { worker, aws } = await run(folder);

    // Those that were answered are decided without anybody sending them again.
    const decided = await Promise.all(answered.map((reportId) => worker.decision(reportId, 60_000)));
    expect(decided.map(({ status }) => status)).not.toContain('PENDING');
    // A request that was under way when the process died is recognised half a minute long as being worked on.
    await sendAll(
      errands,
      ({ report, key }) => insist(() => worker.report(report, key), 90_000),
      () => undefined,
    );
    const decisions = await Promise.all(errands.map(({ reportId = '' }) => worker.decision(reportId, 60_000)));

    expect(answered.length).toBeGreaterThan(100);
    expect(answered.length).toBeLessThan(200);
    expect(new Set(errands.map(({ reportId }) => reportId)).size).toBe(200);
    expect((await reportItems(aws)).length).toBe(200);
    const accepted = decisions.filter(({ status }) => status === 'ACCEPTED').map(({ dragon }) => dragon);
    const names = new Set(errands.map(({ report }) => report.dragonName));
    expect(accepted.map(({ dragonName }) => dragonName).sort()).toEqual([...names].sort());
    expect(decisions.filter(({ reason }) => reason !== undefined && reason.code !== 'name-taken')).toEqual([]);
    const catalogue = await catalogueIsRegistry(aws, 60_000);
    // The first dragons are there once more than the accepted ones, and nothing else.
    expect(catalogue.size).toBe(accepted.length + 25);
    for (const dragon of accepted) expect(catalogue.get(dragon.dragonName)).toMatchObject(dragon);
  },
);

it(
  'a process that is killed while it publishes replaces and removes publishes the rest when it starts again',
  { timeout: 240_000 },
  async () => {
    const folder = temporaryFolder();
    const first = await run(folder);
    const names = (await dragonItems(first.aws)).map(({ dragonName }) => dragonName as string);
    const done = new Map<string, string | undefined>();

    let killed: Promise<void> | undefined;
    const left = [...names];
    const goOn = async (): Promise<void> => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        const dragon = dragonOf(reportOf(name, { description: 'Changed before the power went.' }));
        const tag = (await first.worker.get(name)).headers.etag ?? '';
        const isRemoved = names.indexOf(name) % 3 === 0;
        const answer = await (isRemoved ? first.worker.remove(name, tag) : first.worker.replace(dragon, tag));
        expect([200, 204]).toContain(answer.status);
        done.set(name, isRemoved ? undefined : dragon.description);
        if (done.size === 15) killed ??= first.kill();
      }
    };
    await Promise.allSettled([goOn(), goOn(), goOn()]);
    await killed;
    const { aws } = await run(folder);
    const catalogue = await catalogueIsRegistry(aws, 60_000);

    expect(done.size).toBeGreaterThanOrEqual(15);
    expect(done.size).toBeLessThan(25);
    for (const [name, description] of done) expect(catalogue.get(name)?.description).toBe(description);
  },
);
