import { describe, expect, it, vi } from 'vitest';
import { TextNotSentError, type Account } from '../accounts.ts';
import { UnknownReportError } from '../report-tasks.ts';
import type { NewReport } from '../reports.ts';
import { phoneNumberSeconds } from '../submissions.ts';
import { dragon } from '../testing/dragons.ts';
import { storesWith } from '../testing/stores.ts';
import { confirmReport } from './confirm-report.ts';

const input = { reportId: 'report-1' };
const verified: Account = { subject: 'subject-1', verifiedPhoneNumber: '+15555550123' };

/** A report that was accepted, and an account of its reporter. */
async function accepted(more: Partial<NewReport> = {}, account: Account | 'gone' = verified) {
  const clock = { now: Date.parse('2026-01-31T12:00:00Z') };
  const stores = storesWith([], () => clock.now);
  await stores.reports.accept(await stores.stored(more), '2026-01-31T12:00:01.000Z');
  const sendText = vi.fn(async (_phoneNumber: string, _text: string) => Promise.resolve());
  const find = vi.fn(async (_username: string) => (account === 'gone' ? undefined : account));
  return { ...stores, clock, sendText, accounts: { find } };
}

it('writes to the number of the report if it is the verified one of the account', async () => {
  const all = await accepted({ dragon: dragon({ dragonName: '🐉 "Emoji"' }) });

  expect(await confirmReport(input, all)).toEqual({ sent: true });
  expect(all.sendText).toHaveBeenCalledExactlyOnceWith('+15555550123', expect.stringContaining('🐉 "Emoji"'));
  expect(all.accounts.find).toHaveBeenCalledWith('reporter');
});

describe('writes to nobody', () => {
  it.each<[string, Partial<NewReport>, Account | 'gone']>([
    ['who did not ask for it', { confirmationRequired: false }, verified],
    ['whose number was only typed in', { phoneNumber: '+15555550199' }, verified],
    ['whose account has no verified number', {}, { subject: 'subject-1', verifiedPhoneNumber: undefined }],
    ['whose account is gone', {}, 'gone'],
    ['whose user name is somebody else’s by now', {}, { ...verified, subject: 'subject-2' }],
    ['who is a machine', { username: undefined }, verified],
  ])('%s', async (_, more, account) => {
    const all = await accepted(more, account);

    expect(await confirmReport(input, all)).toEqual({ sent: false });
    expect(all.sendText).not.toHaveBeenCalled();
  });

  it('whose number is forgotten', async () => {
    const all = await accepted();
    all.clock.now += phoneNumberSeconds * 1000;

    expect(await confirmReport(input, all)).toEqual({ sent: false });
    expect(all.sendText).not.toHaveBeenCalled();
  });

  it('whose report is not accepted', async () => {
    const { reports, stored, ...all } = await accepted();
    await reports.reject(await stored({ reportId: 'report-2' }), 'name-taken', '2026-01-31T12:00:01.000Z');

    expect(await confirmReport({ reportId: 'report-2' }, { reports, ...all })).toEqual({ sent: false });
    expect(all.sendText).not.toHaveBeenCalled();
  });
});

it('writes once, however often and at the same time it is asked', async () => {
  const all = await accepted();

  const results = await Promise.all(Array.from({ length: 5 }, () => confirmReport(input, all)));

  expect(results.filter(({ sent }) => sent)).toHaveLength(1);
  expect(await confirmReport(input, all)).toEqual({ sent: false });
  expect(all.sendText).toHaveBeenCalledOnce();
});

it('tries again after a message that was not sent', async () => {
  const all = await accepted();
  all.sendText.mockRejectedValueOnce(new TextNotSentError('throttled'));

  await expect(confirmReport(input, all)).rejects.toThrow('throttled');

  expect(await confirmReport(input, all)).toEqual({ sent: true });
});

it('does not try again after a message that may have been sent', async () => {
  const all = await accepted();
  all.sendText.mockRejectedValueOnce(new Error('socket hang up'));

  await expect(confirmReport(input, all)).rejects.toThrow('socket hang up');

  expect(await confirmReport(input, all)).toEqual({ sent: false });
  expect(all.sendText).toHaveBeenCalledOnce();
});

it('fails when there is no such report', async () => {
  await expect(confirmReport({ reportId: 'report-9' }, await accepted())).rejects.toThrow(UnknownReportError);
});

it('never logs the number', async () => {
  const written = vi.spyOn(console, 'info');

  await confirmReport(input, await accepted());
  await confirmReport(input, await accepted({ phoneNumber: '+15555550199' }));

  const lines = written.mock.calls.map(String).join('\n');
  expect(lines).toContain('DRAGONS_0405');
  expect(lines).toContain('DRAGONS_0406');
  expect(lines).not.toContain('5555');
});
