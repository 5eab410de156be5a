import { beforeEach, expect, it } from 'vitest';
import { phoneNumberSeconds } from '../submissions.ts';
import type { OpenStores, Stores } from './registry-contract.ts';
import { newReport } from './reports.ts';

/** What every implementation of the contacts does. */
export function contactsContract(open: OpenStores): void {
  let now: number;
  let stores: Stores;
  beforeEach(async () => {
    now = Date.parse('2026-01-31T12:00:00Z');
    stores = await open(() => now);
    await stores.submissions.submit(newReport(), { key: 'key', body: 'body' });
  });

  it('know the number of a report until it is to be forgotten', async () => {
    expect(await stores.contacts.phoneNumber('report-1')).toBe('+15555550123');
    expect(await stores.contacts.phoneNumber('report-2')).toBeUndefined();

    now += phoneNumberSeconds * 1000;

    expect(await stores.contacts.phoneNumber('report-1')).toBeUndefined();
  });

  it('let one of many take on to write to a reporter', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => stores.contacts.claim('report-1')));

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await stores.contacts.claim('report-1')).toBe(false);
  });

  it('take back what could not be done', async () => {
    await stores.contacts.claim('report-1');

    await stores.contacts.unclaim('report-1');

    expect(await stores.contacts.claim('report-1')).toBe(true);
  });

  it('let nobody take on what is forgotten, and giving it back leaves nothing behind', async () => {
    expect(await stores.contacts.claim('report-2')).toBe(false);

    await stores.contacts.unclaim('report-2');

    expect(await stores.contacts.claim('report-2')).toBe(false);
  });
}
