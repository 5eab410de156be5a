import { describe, expect, it } from 'vitest';
import { bodyValidators } from '../../../generated/validators.js';
import { t } from '../../messages/messages.ts';
import { frost } from '../../testing/dragons.ts';
import { faultText, problemFaults, schemaFaults } from './fault.ts';

const report = { ...frost, reportingPhoneNumber: '+15555550123' };

/** What the contract's own validator says of a report, in words. */
function said(body: object): Record<string, string> {
  const { reportDragon } = bodyValidators;
  const faults = reportDragon(body) ? new Map<string, never>() : schemaFaults(reportDragon.errors ?? []);
  return Object.fromEntries([...faults].map(([field, fault]) => [field, faultText(fault)]));
}

const toldBy = (name: string, message: string) =>
  Object.fromEntries(problemFaults({ errors: [{ in: 'body', name, message }] }));

describe('what the contract finds', () => {
  it('is nothing in a report that it takes', () => {
    expect(said(report)).toEqual({});
  });

  it.each([
    ['is missing', { city: undefined }, { city: t('dragon.fault.required') }],
    ['is empty', { state: '' }, { state: t('dragon.fault.required') }],
    ['is too long', { description: 'x'.repeat(1001) }, { description: 'At most 1,000 characters fit here.' }],
    ['has a slash', { dragonName: 'a/b' }, { dragonName: t('dragon.fault.dragonName.pattern') }],
    [
      'is no number',
      { reportingPhoneNumber: '0123' },
      { reportingPhoneNumber: t('dragon.fault.reportingPhoneNumber.pattern') },
    ],
    ['is of another type', { country: 7 }, { country: t('dragon.fault.other') }],
  ])('is said at its field: one that %s', (_what, change, expected) => {
    expect(said({ ...report, ...change })).toEqual(expected);
  });

  it('is said once a field, the first thing first', () => {
    expect(said({ ...report, dragonName: '/'.repeat(65) })).toEqual({ dragonName: 'At most 64 characters fit here.' });
  });

  it('counts characters as people do, not in UTF-16 units', () => {
    expect(said({ ...report, dragonName: '🐉'.repeat(64) })).toEqual({});
  });
});

describe('what the API finds', () => {
  it.each([
    ['must NOT have more than 64 characters', { key: 'dragon.fault.tooLong', values: { limit: 64 } }],
    ['must NOT have fewer than 1 characters', { key: 'dragon.fault.required' }],
    ['is required', { key: 'dragon.fault.required' }],
    ['must match pattern "^[^/\\u0000-\\u001F\\u007F]+$"', { key: 'dragon.fault.dragonName.pattern' }],
    ['must name the dragon in the path', { key: 'dragon.fault.otherName' }],
    ['must not be a dot segment', { key: 'dragon.fault.dots' }],
    ['must have a visible character', { key: 'dragon.fault.invisible' }],
    ['must be well-formed Unicode', { key: 'dragon.fault.malformed' }],
  ])('is known: %s', (message, fault) => {
    expect(toldBy('/dragonName', message)).toEqual({ dragonName: fault });
  });

  it.each(['must sing', 'toString', '__proto__'])(
    'is shown as it comes where the page has no words for it: %s',
    (message) => {
      expect(toldBy('/family', message)).toEqual({ family: { text: message } });
    },
  );

  it('in other places than the body belongs to no field', () => {
    expect(problemFaults({ errors: [{ in: 'header', name: 'If-Match', message: 'must be an entity tag' }] }).size).toBe(
      0,
    );
  });

  it('may be nothing in particular', () => {
    expect(problemFaults({}).size).toBe(0);
  });
});
