import { GetItemCommand, PutItemCommand, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dragonItem, registeredDragonOf, reportItem, storedReportOf } from '../../functions/dragons/dynamodb/items.ts';
import type { Dragon } from '../../functions/dragons/dragon.ts';
import type { StoredReport } from '../../functions/dragons/reports.ts';
import {
  pairTable,
  startDynamoDb,
  type DynamoDbEndpoint,
} from '../../local/services/dynamodb/testing/dynamodb-endpoint.ts';
import { credentials, region } from '../../local/services/testing/test-endpoint.ts';
import { runScript, type Ended } from '../../scripts/testing/run-script.ts';

type Item = Record<string, AttributeValue>;

const smaug: Dragon = {
  dragonName: 'Smaug',
  family: 'red',
  description: 'Sleeps on gold.',
  city: 'Dale',
  country: 'Erebor',
  state: 'North',
  neighborhood: 'Lonely Mountain',
};
const dragon = (dragonName: string, changes: Partial<Dragon> = {}, number = 1): Item =>
  dragonItem({ ...smaug, dragonName, ...changes }, { incarnation: `first ${dragonName}`, number }, 'import');
const report = (reportId: string, status: StoredReport['status']): Item =>
  reportItem({
    reportId,
    dragon: smaug,
    reporter: 'r',
    username: undefined,
    confirmationRequired: false,
    submittedAt: '2026-01-01T00:00:00.000Z',
    status,
  });
const mark: Item = { pk: { S: 'FIRST-DATA' }, sk: { S: 'FIRST-DATA' } };

let db: DynamoDbEndpoint;
let endpoint: string;
beforeEach(async () => {
  db = await startDynamoDb();
  const { port } = (await db.client.config.endpoint?.()) ?? {};
  endpoint = `http://127.0.0.1:${port}`;
  for (const table of ['copy', 'live']) await db.client.send(pairTable(table));
});
afterEach(() => db.close());

async function fill(table: string, ...items: Item[]): Promise<void> {
  for (const Item of items) await db.client.send(new PutItemCommand({ TableName: table, Item }));
}

async function run(script: 'check' | 'copy', ...args: string[]): Promise<Ended> {
  return runScript(`scripts/restore-${script}.ts`, ['--table', 'copy', '--live', 'live', ...args], {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
}

const live = async (pk: string): Promise<Item | undefined> => {
  const sk = pk.split('#')[0] ?? '';
  const Key = { pk: { S: pk }, sk: { S: sk } };
  return (await db.client.send(new GetItemCommand({ TableName: 'live', Key }))).Item;
};
const everythingLive = async () => (await db.client.send(new ScanCommand({ TableName: 'live' }))).Items ?? [];

describe('npm run restore:check', () => {
  it('says what both have, what only one has, what differs, and that all can be read', async () => {
    await fill('copy', mark, dragon('Same'), dragon('Gone'), dragon('Changed'), report('1', 'ACCEPTED'));
    await fill('live', mark, dragon('Same', {}, 7), dragon('Changed', { city: 'Bree' }, 2), dragon('New'));

    const { code, stdout } = await run('check');

    expect(stdout.split('\n')).toEqual([
      'copy has 5 items: 3 dragons, 1 report, the mark that the first data was loaded.',
      'The functions can read all of them.',
      '2 items say the same in live.',
      'Only in the copy, 2 items:',
      expect.stringMatching(/^ {2}(DRAGON#gone|REPORT#1)$/),
      expect.stringMatching(/^ {2}(DRAGON#gone|REPORT#1)$/),
      'Different in the live table, 1 item:',
      '  DRAGON#changed',
      'Only in the live table, 1 item:',
      '  DRAGON#new',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('finds everything in tables of many pages', async () => {
    // A page of DynamoDB holds one megabyte.
    const description = 'x'.repeat(300_000);
    const names = Array.from({ length: 9 }, (_, index) => `Dragon ${index}`);
    await fill('copy', ...names.map((name) => dragon(name, { description })));
    await fill('live', ...names.slice(1).map((name) => dragon(name, { description })), dragon('New'));

    const { stdout } = await run('check');

    expect(stdout).toContain('copy has 9 items: 9 dragons, 0 reports, no mark');
    expect(stdout).toContain('8 items say the same in live.\nOnly in the copy, 1 item:\n  DRAGON#dragon 0\n');
    expect(stdout).toContain('Only in the live table, 1 item:\n  DRAGON#new\n');
  });

  it('fails when the copy has items that the functions cannot read, and names them', async () => {
    const unreadable: Readonly<Record<string, Item>> = {
      'a dragon without a field': { ...dragon('Bad'), city: { N: '1' } },
      'a dragon under another name': { ...dragon('Other'), pk: { S: 'DRAGON#wrong' } },
      'a report without a status': { ...report('2', 'PENDING'), status: { S: 'LOST' } },
      'a report under another id': { ...report('2', 'PENDING'), pk: { S: 'REPORT#3' } },
      'an item of another table': { pk: { S: 'ORDER#1' }, sk: { S: 'ORDER' } },
    };
    await fill('copy', dragon('Good'), ...Object.values(unreadable));

    const { code, stdout } = await run('check');

    const [, named = ''] = /^The functions cannot read 5 items:\n((?: {2}.*\n)+)/m.exec(stdout) ?? [];
    expect(named.trim().split(/\s+/).toSorted()).toEqual(
      Object.values(unreadable)
        .map(({ pk }) => pk?.S)
        .toSorted(),
    );
    expect(code).toBe(1);
  });

  it('says which table is missing, and what arguments are', async () => {
    await fill('copy', dragon('Good'));
    const missing = await run('check', '--live', 'nothing');
    const nowhere = await runScript('scripts/restore-check.ts', ['--table', 'copy'], {});

    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toMatch(/^There is no table nothing at http/);
    const itself = await run('check', '--live', 'copy');
    expect(itself).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^copy is the live table itself/) });
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toMatch(/^Say which table is the live one/);
  });
});

describe('npm run restore:copy', () => {
  it('writes nothing without --apply, and says what it would write', async () => {
    await fill('copy', dragon('Gone'), dragon('Same'));
    await fill('live', dragon('Same'));

    const { code, stdout } = await run('copy');

    expect(stdout).toBe(
      'Would write 1 item that live did not have, and 0 items over what it had.\n' +
        'Missing in live, 1 item:\n  DRAGON#gone\n' +
        '1 item of the copy is there already.\n' +
        'Nothing was written. Add --apply to write.\n',
    );
    expect(code).toBe(0);
    expect(await everythingLive()).toHaveLength(1);
  });

  it('brings back what is missing, and overwrites nothing', async () => {
    await fill('copy', mark, dragon('Gone', {}, 4), dragon('Changed'), report('1', 'PENDING'));
    await fill('live', dragon('Changed', { city: 'Bree' }, 2), dragon('New'));

    const { code, stdout } = await run('copy', '--apply');

    expect(stdout).toContain('Wrote 3 items that live did not have, and 0 items over what it had.');
    expect(stdout).toContain('1 item of the live table differ');
    expect(stdout).toContain('start the workflow for each (docs/operations.md):\n  REPORT#1\n');
    expect(code).toBe(0);
    expect(await live('DRAGON#changed')).toEqual(dragon('Changed', { city: 'Bree' }, 2));
    expect(await live('DRAGON#new')).toEqual(dragon('New'));
    expect(storedReportOf((await live('REPORT#1')) ?? {})?.status).toBe('PENDING');
    expect(await live('FIRST-DATA')).toEqual(mark);
    const again = await run('copy', '--apply');
    expect(again.stdout).toContain('Wrote 0 items');
  });

  it('gives a dragon that comes back an incarnation of its own, so that no earlier If-Match holds', async () => {
    await fill('copy', dragon('Gone', {}, 4));

    await run('copy', '--apply');

    const { dragon: restored, version } = registeredDragonOf((await live('DRAGON#gone')) ?? {}) ?? {};
    expect(restored).toEqual({ ...smaug, dragonName: 'Gone' });
    expect(version?.incarnation).toMatch(/^restored-[0-9a-f-]{36}$/);
  });

  it('overwrites what is named, by the name of a dragon as anybody spells it or by a key', async () => {
    await fill('copy', dragon('Ångström'), report('1', 'ACCEPTED'), dragon('Other'));
    await fill(
      'live',
      dragon('Ångström', { city: 'Bree' }),
      report('1', 'REJECTED'),
      dragon('Other', { city: 'Bree' }),
    );

    const { stdout } = await run('copy', '--apply', '--overwrite', 'ÅNGSTRÖM', '--overwrite', 'REPORT#1');

    expect(stdout).toContain('Wrote 0 items that live did not have, and 2 items over what it had.');
    expect(registeredDragonOf((await live('DRAGON#ångström')) ?? {})?.dragon.city).toBe('Dale');
    expect(await live('REPORT#1')).toEqual(report('1', 'ACCEPTED'));
    expect(await live('DRAGON#other')).toEqual(dragon('Other', { city: 'Bree' }));
  });

  it('says what it would overwrite, and how many others differ', async () => {
    await fill('copy', ...['One', 'Two', 'Three'].map((name) => dragon(name)));
    await fill('live', ...['One', 'Two', 'Three'].map((name) => dragon(name, { city: 'Bree' })));

    const { stdout } = await run('copy', '--overwrite', 'One', '--overwrite', 'Two');

    expect(stdout).toMatch(/^Different in live, and named, 2 items:\n( {2}DRAGON#(one|two)\n){2}/m);
    expect(stdout).toContain('1 item of the live table differs and stays: name it with --overwrite');
  });

  it('fails when it is to overwrite what the copy does not have, or what does not differ', async () => {
    await fill('copy', dragon('Same'));
    await fill('live', dragon('Same'));

    const { code, stdout } = await run('copy', '--apply', '--overwrite', 'Nobody', '--overwrite', 'Same');

    expect(stdout).toMatch(
      /^Named with --overwrite, but the copy has nothing of that name, or .*:\n {2}Nobody\n {2}Same\n/m,
    );
    expect(code).toBe(1);
  });

  it('says so when the copy is empty', async () => {
    expect(await run('copy')).toMatchObject({ code: 0, stdout: expect.stringContaining('Would write 0 items') });
  });

  it('leaves out what the functions could not read, and fails', async () => {
    await fill('copy', { ...dragon('Bad'), city: { N: '1' } });

    const { code, stdout } = await run('copy', '--apply');

    expect(stdout).toContain('Left out, since the functions could not read them:\n  DRAGON#bad\n');
    expect(code).toBe(1);
    expect(await everythingLive()).toEqual([]);
  });
});
