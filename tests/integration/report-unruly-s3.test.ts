import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dragonFields, type Dragon } from '../../functions/dragons/dragon.ts';
import { awsAt, catalogueIsRegistry, type Aws } from '../testing/aws.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { randomFrom } from '../testing/random.ts';
import { dragonOf, insist, reportOf, takenId, withoutHint, workerAt, type Worker } from '../testing/reporting.ts';
import { unrulyS3 } from '../testing/unruly-aws.ts';
import { startUnrulyProxy, type UnrulyProxy } from '../testing/unruly-proxy.ts';

const minute = 60_000;

/** What S3 is to do: statuses of its errors, answers that do not come, and what it always does. */
const conducts = ['409', '412', '503', 'hold', 'lose', 'pass'];

let proxy: UnrulyProxy;
let dragons: DragonsStack;
let aws: Aws;
let worker: Worker;

beforeAll(async () => {
  proxy = await startUnrulyProxy();
  dragons = await startDragons({ functionEndpoint: (endpoint) => proxy.before(endpoint) });
  aws = awsAt(dragons.endpoint);
  worker = await workerAt(dragons);
});
afterAll(async () => {
  await dragons.close();
  await proxy.close();
});

it(
  'a minute in which S3 refuses, conflicts, holds and loses a third of all calls costs no dragon, makes none twice, and every failure says when to try again',
  { timeout: 400_000 },
  async () => {
    const random = randomFrom(3);
    const end = Date.now() + minute;
    const latest = end + 2 * minute;
    const firstDragons = await catalogueIsRegistry(aws);
    /** What was promised: the dragons as the answers say that they are. */
    const promised = new Map<string, Dragon>([...firstDragons].map(([name, dragon]) => [name, bare(dragon)]));
    const lists = { complete: 0, refused: 0 };
    /** What makes the time worth its while; some dragons more than are asked for below, since each worker may still remove one. */
    const isEnough = (): boolean =>
      promised.size > 45 && lists.complete > 5 && proxy.missing('s3', conducts).length === 0;
    /** Goes on for a minute; longer where that is too short for it. */
    const isOver = (): boolean => Date.now() > latest || (Date.now() > end && isEnough());

    /** Reports, replaces and removes dragons whose names are its own. */
    const work = async (owner: string): Promise<void> => {
      const own: string[] = [];
      for (let round = 0; !isOver(); round += 1) {
        const name = own.length === 0 || random.chance(0.5) ? `${owner} ${round}` : random.pick(own);
        if (!promised.has(name)) {
          const report = reportOf(name, { description: `First seen in round ${round}` });
          const key = randomUUID();
          const { status, dragon } = await worker.decision(
            takenId(await insist(() => worker.report(report, key))),
            minute,
          );
          expect(status).toBe('ACCEPTED');
          promised.set(name, dragon);
          own.push(name);
        } else {
          const tag = (await insist(() => worker.get(name))).headers.etag ?? '';
          if (random.chance(0.7)) {
            const dragon = dragonOf(reportOf(name, { description: `Seen again in round ${round}` }));
            expect((await worker.replace(dragon, tag)).status).toBe(200);
            promised.set(name, dragon);
          } else {
            expect((await worker.remove(name, tag)).status).toBe(204);
            promised.delete(name);
            own.splice(own.indexOf(name), 1);
          }
        }
        await wait(random.next() * 600);
      }
    };
    const read = async (): Promise<void> => {
      while (!isOver()) {
        const dragonsListed = await worker.list().catch(() => undefined);
        if (dragonsListed === undefined) lists.refused += 1;
        else {
          lists.complete += 1;
          const names = dragonsListed.map(({ dragonName }) => dragonName);
          expect(new Set(names).size).toBe(names.length);
        }
        await wait(500);
      }
    };

    proxy.behave(unrulyS3(random));
    await Promise.all([work('Cirrus'), work('Nimbus'), work('Stratus'), read()]);
    proxy.calm();

    const catalogue = await catalogueIsRegistry(aws, minute);
    expect(new Map([...catalogue].map(([name, dragon]) => [name, bare(dragon)]))).toEqual(promised);
    expect(withoutHint(worker.failures)).toEqual([]);
    // Publishing never gave up: each record led to its line in the end.
    expect(await failedPublishing(aws)).toEqual([]);
    // What the minute is worth.
    expect(promised.size).toBeGreaterThan(40);
    expect(lists.complete).toBeGreaterThan(5);
    expect(proxy.missing('s3', conducts)).toEqual([]);
  },
);

/** A dragon without what its item has beside it. */
function bare(dragon: Dragon): Dragon {
  return Object.fromEntries(dragonFields.map((field) => [field, dragon[field]])) as Dragon;
}

/** What lies in the dead-letter queue of publishing. */
async function failedPublishing({ sqs }: Aws): Promise<unknown[]> {
  const QueueUrl = `${dragons.endpoint}/123456789012/dragons-local-publish-failures`;
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages;
}
