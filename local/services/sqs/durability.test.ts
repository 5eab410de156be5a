import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import type { FolderStorage } from '../../state/folder-storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import { accountId, region } from '../testing/test-endpoint.ts';
import { queueArn, startTestQueues } from './testing/test-queues.ts';

let directory: string;
let storage: FolderStorage | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sqs-state-'));
});
afterEach(() => {
  storage?.close();
  rmSync(directory, { recursive: true });
});

const sender = fileURLToPath(new URL('testing/killed-sender.ts', import.meta.url));

async function killSenderAfter(lines: number): Promise<number> {
  const child = spawn(process.execPath, [sender, directory, region, accountId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.split('\n').length > lines) child.kill('SIGKILL');
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit');
  return Number(output.split('\n').at(-2));
}

describe('what survives a kill', () => {
  it('is every message that its sender was told is sent, whole and in its order', async () => {
    const last = await killSenderAfter(200);

    storage = folderStorage(directory);
    // The killed process lived in the machine's time.
    const aws = await startTestQueues(storage, turnableTime(Date.now()));
    const bodies: string[] = [];
    for (;;) {
      const { Messages } = await aws.client.send(
        new ReceiveMessageCommand({ QueueUrl: aws.sqs.urlOf(queueArn('pond')), MaxNumberOfMessages: 10 }),
      );
      if (Messages === undefined) break;
      bodies.push(...Messages.map(({ Body }) => Body!));
    }
    await aws.close();

    expect(last).toBeGreaterThanOrEqual(199);
    expect(bodies.slice(0, last + 1)).toEqual(Array.from({ length: last + 1 }, (_, i) => `message ${i} 🐉`));
  });

  it('is who has a message, what was deleted, and what moved to the dead-letter queue', async () => {
    const properties = { RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 1 } };
    const receive = { MaxNumberOfMessages: 10, VisibilityTimeout: 3600 };
    const open = async () => {
      storage?.close();
      storage = folderStorage(directory);
      const aws = await startTestQueues(storage);
      aws.sqs.declareQueue({ name: 'dead', arn: queueArn('dead'), properties: {} });
      aws.sqs.declareQueue({ name: 'pond', arn: queueArn('pond'), properties });
      const call = async (queue: string, operation: string, input: object) =>
        aws.sqs.call(operation, { QueueUrl: aws.sqs.urlOf(queueArn(queue)), ...input }) as Promise<{
          Messages?: { Body: string; ReceiptHandle: string }[];
        }>;
      return { ...aws, call };
    };
    const first = await open();
    for (const body of ['deleted', 'moved', 'kept']) first.sqs.send(queueArn('pond'), body);
    const [deleted] = (await first.call('pond', 'ReceiveMessage', { ...receive, MaxNumberOfMessages: 1 })).Messages!;
    await first.call('pond', 'DeleteMessage', { ReceiptHandle: deleted!.ReceiptHandle });
    await first.call('pond', 'ReceiveMessage', { MaxNumberOfMessages: 1, VisibilityTimeout: 0 });
    const { Messages: kept } = await first.call('pond', 'ReceiveMessage', receive);
    await first.close();

    const second = await open();

    expect(kept).toMatchObject([{ Body: 'kept' }]);
    expect(await second.call('dead', 'ReceiveMessage', receive)).toMatchObject({ Messages: [{ Body: 'moved' }] });
    expect(await second.call('pond', 'ReceiveMessage', receive)).toEqual({});
    await second.close();
  });
});
