import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import type { FolderStorage } from '../../state/folder-storage.ts';
import { memoryStorage } from '../../state/memory-storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import { accountId, region } from '../testing/test-endpoint.ts';
import { failed, functionArn, returned, startTestTopics, topicArn } from './testing/test-topics.ts';
import { soon } from '../../testing/soon.ts';

interface Event {
  readonly Records: readonly [{ readonly Sns: { readonly Message: string } }];
}
const messagesOf = (events: unknown[] = []) => (events as Event[]).map(({ Records }) => Records[0].Sns.Message);

describe('a kill', () => {
  let directory: string;
  let storage: FolderStorage | undefined;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sns-state-'));
  });
  afterEach(() => {
    storage?.close();
    rmSync(directory, { recursive: true });
  });

  const publisher = fileURLToPath(new URL('testing/killed-publisher.ts', import.meta.url));

  async function killPublisherAfter(lines: number): Promise<number> {
    const child = spawn(process.execPath, [publisher, directory, region, accountId], {
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

  it('loses no notification that was accepted: the next start delivers all that were not', async () => {
    const last = await killPublisherAfter(100);

    storage = folderStorage(directory);
    const aws = await startTestTopics({ storage, time: turnableTime(Date.now()) });
    aws.functions.set('notify', () => returned);
    aws.sns.resume();

    await vi.waitFor(() => expect(aws.events.get('notify')?.length).toBeGreaterThan(last), soon);
    await aws.close();
    expect(last).toBeGreaterThanOrEqual(99);
    const accepted = Array.from({ length: last + 1 }, (_, i) => `message ${i} 🐉`);
    expect(messagesOf(aws.events.get('notify')).slice(0, last + 1)).toEqual(accepted);
  });
});

describe('the end of the process', () => {
  it('keeps retries, which go on at the next start where they were, and what was delivered is not delivered again', async () => {
    const [storage, time] = [memoryStorage(), turnableTime()];
    const first = await startTestTopics({ storage, time });
    await first.client.send(new CreateTopicCommand({ Name: 'news' }));
    for (const name of ['broken', 'notify']) {
      first.functions.set(name, () => (name === 'broken' ? failed : returned));
      await first.client.send(
        new SubscribeCommand({ TopicArn: topicArn('news'), Protocol: 'lambda', Endpoint: functionArn(name) }),
      );
    }
    await first.client.send(new PublishCommand({ TopicArn: topicArn('news'), Message: 'x' }));
    await vi.waitFor(() => expect(time.waiting).toBe(1), soon);
    await first.close();

    const second = await startTestTopics({ storage, time });
    for (const name of ['broken', 'notify']) second.functions.set(name, () => failed);
    second.sns.resume();
    await time.turn(60_000);
    await time.turn(120_000);
    await second.close();

    expect(first.events.get('notify')).toHaveLength(1);
    expect(second.events.get('notify')).toBeUndefined();
    expect(second.events.get('broken')).toHaveLength(2);
    expect(second.lines).toEqual([expect.stringContaining('is LOST')]);
  });

  it('counts no failure of a function that ended with it', async () => {
    const [storage, time] = [memoryStorage(), turnableTime()];
    const first = await startTestTopics({ storage, time });
    await first.client.send(new CreateTopicCommand({ Name: 'news' }));
    await first.client.send(
      new SubscribeCommand({ TopicArn: topicArn('news'), Protocol: 'lambda', Endpoint: functionArn('notify') }),
    );
    let end = (): void => undefined;
    first.functions.set('notify', () => new Promise((resolve) => (end = () => resolve(failed))));
    await first.client.send(new PublishCommand({ TopicArn: topicArn('news'), Message: 'x' }));
    await vi.waitFor(() => expect(first.events.get('notify')).toHaveLength(1), soon);
    const closed = first.close();
    end();
    await closed;

    const second = await startTestTopics({ storage, time });
    second.functions.set('notify', () => returned);
    second.sns.resume();

    await vi.waitFor(() => expect(messagesOf(second.events.get('notify'))).toEqual(['x']), soon);
    await second.close();
  });
});
