import { ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
} from '@aws-sdk/client-sfn';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dragonOf as dragonOfLine } from '../../functions/dragons/catalog-record.ts';
import type { Dragon } from '../../functions/dragons/dragon.ts';
import { awkwardDescriptions, awkwardNames } from '../testing/awkward-texts.ts';
import { awsAt, catalogueIsRegistry, catalogueOf, dragonItems, reportItems, type Aws } from '../testing/aws.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { invoke } from '../testing/registry-stream.ts';
import { dragonOf, reportOf, takenId, workerAt, type Report, type Worker } from '../testing/reporting.ts';

/** Somebody's number, as nothing may show it, and that of the account that the reports come from. */
const phoneNumber = '+15555550147';
const verifiedNumber = '+15555550123';

const textAt = (texts: readonly string[], index: number): string => texts[index % texts.length] ?? '';

/** Each name with another description, and with the other names for places. */
const reports = Array.from({ length: Math.max(awkwardNames.length, awkwardDescriptions.length) }, (_, index) =>
  reportOf(textAt(awkwardNames, index), {
    family: 'жёлтый',
    description: textAt(awkwardDescriptions, index),
    city: `${textAt(awkwardNames, index + 1)}\n${index}`,
    country: textAt(awkwardNames, index + 2),
    state: textAt(awkwardNames, index + 3),
    neighborhood: '🏘️'.repeat(50),
    reportingPhoneNumber: phoneNumber,
  }),
);
const expected = reports.map(dragonOf);

// Whole stacks at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 90_000 });

let dragons: DragonsStack;
let aws: Aws;
let worker: Worker;
let queueUrl: string;
const answers: string[] = [];
/** Every message that a subscriber of the topic got. */
const notifications: string[] = [];

beforeAll(async () => {
  dragons = await startDragons();
  aws = awsAt(dragons.endpoint);
  worker = await workerAt({
    ...dragons,
    async api(path, options) {
      const answer = await dragons.api(path, options);
      answers.push(JSON.stringify(answer));
      return answer;
    },
  });
  queueUrl = await subscribedQueue();
});
afterAll(() => dragons.close());

describe('awkward texts come back exactly as they were reported', () => {
  it('in the report, at once and when it is decided', async () => {
    const taken = await Promise.all(reports.map((report) => worker.report(report)));
    const decisions = await Promise.all(taken.map((answer) => worker.decision(takenId(answer), 30_000)));

    expect(taken.map(({ body }) => (JSON.parse(body) as { dragon: Dragon }).dragon)).toEqual(expected);
    expect(decisions.map(({ status, dragon }) => ({ status, dragon }))).toEqual(
      expected.map((dragon) => ({ status: 'ACCEPTED', dragon })),
    );
  });

  it('from getDragon', async () => {
    const read = await Promise.all(expected.map(({ dragonName }) => worker.get(dragonName)));

    expect(read.map(({ body }) => JSON.parse(body) as unknown)).toEqual(expected);
  });

  it('from listDragons, and whoever filters by an exact text finds its dragon', async () => {
    await catalogueIsRegistry(aws);

    expect(await worker.list()).toEqual(expect.arrayContaining(expected));
    for (const dragon of expected) {
      for (const field of ['dragonName', 'city', 'country', 'state'] as const) {
        const found = await worker.list(`${field}=${encodeURIComponent(dragon[field])}`);
        expect(found, `${field} ${dragon[field]}`).toContainEqual(dragon);
        expect(new Set(found.map((other) => other[field])), field).toEqual(new Set([dragon[field]]));
      }
      expect(await worker.list(`q=${encodeURIComponent(dragon.dragonName)}`)).toContainEqual(dragon);
    }
  });

  it('in the event DragonAdded', async () => {
    await vi.waitFor(async () => expect((await events('DragonAdded')).length).toBeGreaterThanOrEqual(expected.length), {
      timeout: 20_000,
    });

    expect((await events('DragonAdded')).map(({ data }) => data.dragon)).toEqual(expect.arrayContaining(expected));
  });

  it('when they are replaced, and in the event DragonChanged before and after', async () => {
    const changed = expected.map((dragon, index) => ({
      ...dragon,
      description: textAt(awkwardDescriptions, index + 1),
      country: textAt(awkwardNames, index + 4),
    }));
    const replaced = await Promise.all(
      changed.map(async (dragon) => worker.replace(dragon, (await worker.get(dragon.dragonName)).headers.etag ?? '')),
    );
    const read = await Promise.all(changed.map(({ dragonName }) => worker.get(dragonName)));

    expect(replaced.map(({ body }) => JSON.parse(body) as unknown)).toEqual(changed);
    expect(read.map(({ body }) => JSON.parse(body) as unknown)).toEqual(changed);
    await vi.waitFor(
      async () =>
        expect((await events('DragonChanged')).map(({ data }) => [data.before, data.dragon])).toEqual(
          expect.arrayContaining(changed.map((dragon, index) => [expected[index], dragon])),
        ),
      { timeout: 20_000 },
    );
  });

  it('when they are imported, rebuilt and read from the catalogue', async () => {
    for (const { dragonName } of expected) {
      expect((await worker.remove(dragonName, '*')).status).toBe(204);
    }
    await catalogueIsRegistry(aws);

    const imported = await invoke(aws, 'dragons-local-import-dragons', { dragons: expected });
    const read = await Promise.all(expected.map(({ dragonName }) => worker.get(dragonName)));
    await catalogueIsRegistry(aws);
    const published = await catalogueOf(aws);
    await invoke(aws, 'dragons-local-rebuild-catalog');

    expect(imported.answer.outcomes).toEqual(expected.map(() => ({ outcome: 'added' })));
    expect(read.map(({ body }) => JSON.parse(body) as unknown)).toEqual(expected);
    expect(await catalogueOf(aws)).toBe(published);
    const lines = (published ?? '').trimEnd().split('\n');
    expect(lines.map((line) => dragonOfLine(JSON.parse(line) as Record<string, unknown>))).toEqual(
      expect.arrayContaining(expected),
    );
    await vi.waitFor(async () => expect((await events('DragonRemoved')).length).toBe(expected.length), {
      timeout: 20_000,
    });
  });
});

it('the phone number of a report is kept for the confirmation, and shown nowhere', async () => {
  const decided = async (report: Report): Promise<string> =>
    (await worker.decision(takenId(await worker.report(report)))).status;
  const statuses = [
    await decided(reportOf('Confirmed', { reportingPhoneNumber: verifiedNumber, confirmationRequired: true })),
    await decided(reportOf('confirmed', { reportingPhoneNumber: phoneNumber, confirmationRequired: true })),
    // Somebody else's number.
    await decided(reportOf('Typed in', { reportingPhoneNumber: phoneNumber, confirmationRequired: true })),
  ];
  const invalid = await worker.report(reportOf('Invalid', { reportingPhoneNumber: `${phoneNumber}x` }));
  await vi.waitFor(
    () =>
      expect(dragons.events.find(({ type }) => type === 'mail')).toMatchObject({
        line: expect.stringContaining('Confirmed is in the catalogue'),
      }),
    { timeout: 20_000 },
  );
  await catalogueIsRegistry(aws);
  await vi.waitFor(async () => expect(await events('DragonRejected')).toHaveLength(1), { timeout: 20_000 });

  const seen: Record<string, string> = {
    logs: JSON.stringify(dragons.events.map((event) => (event.type === 'defect' ? String(event.error) : event))),
    answers: answers.join('\n'),
    notifications: notifications.join('\n'),
    dragons: JSON.stringify(await dragonItems(aws)),
    reports: JSON.stringify(await reportItems(aws)),
    catalogue: (await catalogueOf(aws)) ?? '',
    executions: await executions(),
  };
  expect([...statuses, invalid.status]).toEqual(['ACCEPTED', 'REJECTED', 'ACCEPTED', 400]);
  const { Items: shortLived = [] } = await aws.dynamoDb.send(
    new ScanCommand({ TableName: await aws.table('ShortLivedTable') }),
  );

  for (const [where, text] of Object.entries(seen)) {
    expect(text.length, where).toBeGreaterThan(1000);
    // Not even in another form.
    for (const number of [phoneNumber, verifiedNumber]) expect(text.includes(number.slice(-10)), where).toBe(false);
  }
  const kept = shortLived.filter(({ id }) => id?.S?.startsWith('CONTACT#'));
  expect(kept.map((item) => item.phoneNumber?.S).sort()).toEqual(
    [...reports.map(() => phoneNumber), phoneNumber, phoneNumber, verifiedNumber].sort(),
  );
  expect(kept.every(({ expiresAt }) => Number(expiresAt?.N) > Date.now() / 1000)).toBe(true);
});

/** Subscribes a new queue to the topic of events. @returns its URL */
async function subscribedQueue(): Promise<string> {
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName: 'subscriber' }));
  const { Attributes = {} } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await aws.sns.send(
    new SubscribeCommand({
      TopicArn: dragons.stack.outputs.EventsTopicArn as string,
      Protocol: 'sqs',
      Endpoint: Attributes.QueueArn,
    }),
  );
  return QueueUrl;
}

interface DragonEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly dragon: Dragon; readonly before?: Dragon };
}

/** Reads what the queue holds, and gives the events of a type that came so far, each once. */
async function events(type: string): Promise<DragonEvent[]> {
  for (;;) {
    const { Messages = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) break;
    notifications.push(...Messages.map(({ Body = '' }) => Body));
    await aws.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }
  const all = notifications.map((body) => JSON.parse((JSON.parse(body) as { Message: string }).Message) as DragonEvent);
  return [...new Map(all.map((event) => [event.id, event])).values()].filter((event) => event.type === type);
}

/** Everything that Step Functions keeps of all executions. */
async function executions(): Promise<string> {
  const client = aws.sfn;
  const kept: unknown[] = [];
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const stateMachineArn = stateMachines[0]?.stateMachineArn;
  for await (const page of paginateListExecutions({ client }, { stateMachineArn })) {
    for (const { executionArn } of page.executions ?? []) {
      kept.push(await client.send(new DescribeExecutionCommand({ executionArn })));
      for await (const history of paginateGetExecutionHistory(
        { client },
        { executionArn, includeExecutionData: true },
      )) {
        kept.push(history.events);
      }
    }
  }
  return JSON.stringify(kept);
}
