import { describe, expect, it } from 'vitest';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { newReport } from '../testing/reports.ts';
import {
  dragonItem,
  dragonKey,
  entryOf,
  nameKeyOf,
  registeredDragonOf,
  reportItem,
  reportKey,
  storedReportOf,
  type Item,
} from './items.ts';

const version = { incarnation: 'report-1', number: 3 };

describe('a dragon', () => {
  it('comes back from its item exactly as it went in', () => {
    for (const one of awkwardDragons) {
      expect(registeredDragonOf(dragonItem(one, version, 'report'))).toEqual({ dragon: one, version });
    }
  });

  it('has the same key as another whose name differs only in case or composition', () => {
    expect(dragonKey('ZOE\u0308')).toEqual(dragonKey('zoë'));
    expect(dragonKey('Zoe')).not.toEqual(dragonKey('zoë'));
    expect(nameKeyOf(dragonKey('ZOE\u0308'))).toBe('zoë');
  });

  const item = dragonItem(dragon(), version, 'report');
  it.each<[string, Item]>([
    ['lacks a field', { ...item, city: { NULL: true } }],
    ['has no incarnation', { ...item, incarnation: { N: '1' } }],
    ['has no version', { ...item, version: { S: '1' } }],
    ['has a number that JavaScript cannot hold', { ...item, wings: { N: '1E100' } }],
    ['has the name of another', { ...item, dragonName: { S: 'Smaug' } }],
  ])('is not read from an item that %s', (_, odd) => {
    expect(registeredDragonOf(odd)).toBeUndefined();
    expect(entryOf(odd)).toEqual([['atlas', 'unreadable']]);
  });

  it('is not looked for under the key of something else', () => {
    expect(entryOf({ ...item, ...reportKey('report-1') })).toEqual([]);
    expect(nameKeyOf({ pk: { S: 'DRAGON#atlas' }, sk: { S: 'LIKES' } })).toBeUndefined();
  });
});

describe('a report', () => {
  const { phoneNumber: _, ...rest } = newReport();
  const pending = { ...rest, status: 'PENDING' as const };

  it('comes back from its item', () => {
    const rejected = { ...pending, status: 'REJECTED' as const, decidedAt: 'now', rejection: 'name-taken' as const };

    for (const report of [pending, rejected, { ...pending, username: undefined, confirmationRequired: false }]) {
      expect(storedReportOf(reportItem(report))).toEqual(report);
    }
  });

  it.each<[string, Item]>([
    ['has no dragon', { dragon: { S: 'Atlas' } }],
    ['has an unknown status', { status: { S: 'LOST' } }],
    ['has no reporter', { reporter: { NULL: true } }],
    ['has a number that JavaScript cannot hold', { wings: { N: '1E100' } }],
  ])('is not read from an item that %s', (_case, odd) => {
    expect(storedReportOf({ ...reportItem(pending), ...odd })).toBeUndefined();
  });
});
