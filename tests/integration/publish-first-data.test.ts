import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import { folded } from '../../functions/dragons/folded.ts';
import { awsAt, catalogueIsRegistry, catalogueOf, dragonItems } from '../testing/aws.ts';
import { root } from '../testing/contract.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { invoke } from '../testing/registry-stream.ts';
import { dragonOf, reportOf, workerAt } from '../testing/reporting.ts';

// Whole stacks at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 90_000 });

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

it('a fresh stack has the first dragons in the registry and, with the bytes of data/catalog.jsonl, in the catalogue', async () => {
  const dragons = await startDragons();
  ends.push(() => dragons.close());
  const aws = awsAt(dragons.endpoint);

  const items = await dragonItems(aws);
  const catalogue = await catalogueOf(aws);

  const first = JSON.parse(await readFile(join(root, 'data/dragons.json'), 'utf8')) as { dragonName: string }[];
  expect(first).toHaveLength(25);
  expect(items.map(({ pk }) => pk as string).sort()).toEqual(
    first.map(({ dragonName }) => `DRAGON#${folded(dragonName)}`).sort(),
  );
  expect(catalogue).toBe(await readFile(join(root, 'data/catalog.jsonl'), 'utf8'));
});

it('starting again on the same data adds nothing: a first dragon that was removed stays removed, one that was changed stays changed', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'dragons-first-data-'));
  ends.push(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const before = await startDragons({ dataDirectory });
  ends.push(() => before.close());
  const worker = await workerAt(before);
  const changed = dragonOf(reportOf('Bahamethut', { description: 'Moved to the harbour.' }));

  const statuses = [(await worker.remove('Atlas', '*')).status, (await worker.replace(changed, '*')).status];
  await catalogueIsRegistry(awsAt(before.endpoint));
  const items = await dragonItems(awsAt(before.endpoint));
  await before.close();
  const after: DragonsStack = await startDragons({ dataDirectory });
  ends.push(() => after.close());

  expect(statuses).toEqual([204, 200]);
  expect(sorted(await dragonItems(awsAt(after.endpoint)))).toEqual(sorted(items));
  const catalogue = await catalogueIsRegistry(awsAt(after.endpoint));
  expect(catalogue.size).toBe(24);
  expect(catalogue.has('Atlas')).toBe(false);
  expect(catalogue.get('Bahamethut')).toMatchObject(changed);
});

it('a stack that is made anew over a registry that was kept loads nothing into it', async () => {
  const dragons = await startDragons();
  ends.push(() => dragons.close());
  const aws = awsAt(dragons.endpoint);
  const worker = await workerAt(dragons);
  const cloudFormation = await answerTaker();

  expect((await worker.remove('Atlas', '*')).status).toBe(204);
  const { failed } = await invoke(aws, 'dragons-local-load-first-data', {
    RequestType: 'Create',
    ResponseURL: cloudFormation.url,
    LogicalResourceId: 'FirstData',
    RequestId: 'again',
    StackId: 'another',
  });

  expect(failed).toBe(false);
  expect(await cloudFormation.answer).toMatchObject({ Status: 'SUCCESS', RequestId: 'again' });
  expect((await worker.get('Atlas')).status).toBe(404);
  expect((await catalogueIsRegistry(aws)).size).toBe(24);
});

/** What takes the answer of a custom resource. */
async function answerTaker(): Promise<{ readonly url: string; readonly answer: Promise<unknown> }> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const server = createServer((request, response) => {
    json(request).then((answer) => {
      resolve(answer);
      response.end();
    }, reject);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ends.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, answer: promise };
}

function sorted(items: readonly Record<string, any>[]): Record<string, any>[] {
  return [...items].sort((a, b) => (String(a.pk) < String(b.pk) ? -1 : 1));
}
