import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Dragon } from '../../functions/dragons/dragon.ts';
import { dragonItem, reportItem, type Item } from '../../functions/dragons/dynamodb/items.ts';
import { runOperation } from '../../layers/core/run-operation.ts';
import { context, proxyEvent } from '../../layers/core/testing/events.ts';
import { otherMetrics } from '../../scripts/cost/contract-facts.ts';
import { readProfile } from '../../scripts/cost/profile.ts';
import { root } from '../testing/contract.ts';
import { ofType } from '../testing/template.ts';

// The figures of scripts/cost/profile.yaml that say "measured" or "counted", against what they were taken from.

const profile = readProfile();
const dragons = JSON.parse(readFileSync(join(root, 'data/dragons.json'), 'utf8')) as Dragon[];
const id = '0198f0a0-0000-7000-8000-000000000000';
afterEach(() => vi.restoreAllMocks());

/** Within a fifth: what is drawn from them has fewer digits that count. */
function expectAbout(figure: number, measured: number): void {
  expect(figure).toBeGreaterThan(measured * 0.8);
  expect(figure).toBeLessThan(measured * 1.2);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf(item: Item): number {
  const value = ({ S, N, M }: AttributeValue): number => {
    if (S !== undefined) return Buffer.byteLength(S);
    if (N !== undefined) return Math.ceil(N.length / 2) + 1;
    return M === undefined ? 1 : 3 + Object.keys(M).length + sizeOf(M);
  };
  return Object.entries(item).reduce((sum, [name, field]) => sum + Buffer.byteLength(name) + value(field), 0);
}

const average = (size: (dragon: Dragon) => number): number =>
  dragons.reduce((sum, dragon) => sum + size(dragon), 0) / dragons.length;

it('a line of the catalogue is as long as reckoned', () => {
  const bytes = readFileSync(join(root, 'data/catalog.jsonl'));

  expectAbout(profile.catalog.bytesPerDragon, bytes.length / bytes.toString().trim().split('\n').length);
});

it('the items of a dragon and of a report are as large as reckoned', () => {
  expectAbout(
    profile.items.dragon,
    average((dragon) => sizeOf(dragonItem(dragon, { incarnation: id, number: 1 }, 'report'))),
  );
  const at = '2026-01-31T12:00:00.000Z';
  const report = { reportId: id, reporter: id, username: 'reporter', confirmationRequired: false } as const;
  expectAbout(
    profile.items.report,
    average((dragon) => sizeOf(reportItem({ ...report, dragon, submittedAt: at, status: 'ACCEPTED', decidedAt: at }))),
  );
});

it('a page of dragons is as large as reckoned, with its headers', () => {
  const body = Buffer.byteLength(JSON.stringify({ items: dragons.slice(0, 25) }));

  expectAbout(profile.operations.listDragons!.answerBytes, body + 900);
});

it('a line of the access log is as long as reckoned', () => {
  const format = String(ofType('AWS::Serverless::Api')[0]?.properties.AccessLogSetting.Format);
  const filled = format.replace('$context.requestId', id).replaceAll(/\$context\.[\w.]+/g, 'x'.repeat(12));

  expectAbout(profile.logs.access, filled.length + 26);
});

it('the two lines of a function are not longer than what is reckoned for it and for Lambda', async () => {
  const lines: string[] = [];
  for (const method of ['log', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation((text: unknown) => void lines.push(String(text)));
  }
  const anything = ((value: unknown): value is never => value !== null) as never;
  const handler = runOperation<object, object | undefined>({
    definition: { id: 'listDragons', scopes: [], parameters: [], hasBody: false },
    isParameters: anything,
    isBody: anything,
    logic: async () => ({ status: 200, headers: {} }),
  });

  await handler(proxyEvent({}), context);
  vi.restoreAllMocks();

  // Metrics come as a line of their own on Lambda, which the development mode of the tests leaves out or prints apart; it is shorter than twice this one.
  const own = lines.map((line) => Buffer.byteLength(JSON.stringify(JSON.parse(line))));
  expect(own.length).toBeGreaterThan(0);
  expect(profile.logs.invocation).toBeGreaterThan(3 * own[0]!);
});

it('the metrics of docs/operations.md are reckoned with', () => {
  const operationsPage = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const [, section = ''] = operationsPage.split('\n## Metrics\n');
  const rows = section
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const documented = rows.map((row) => /`(\w+)`/.exec(row)?.[1] ?? '').filter((name) => !name.startsWith('Status'));

  expect(documented.length).toBeGreaterThan(3);
  expect(Object.keys(otherMetrics).toSorted()).toEqual(documented.toSorted());
});
