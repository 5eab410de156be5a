import { describe, expect, it } from 'vitest';
import { bodyValidators } from '../../generated/validators.js';
import { draftOf, emptyForm, hasText, spelledNumber, submissionOf, type ReportForm } from './report-draft.ts';

const form: ReportForm = {
  dragonName: 'Frank',
  family: 'purple',
  description: 'Counts the ships.',
  city: 'Seattle',
  country: 'USA',
  state: 'WA',
  neighborhood: 'Downtown',
  reportingPhoneNumber: '+15555550123',
  confirmationRequired: true,
};

describe('a phone number', () => {
  it.each(['+1 555 555 0123', '+1 (555) 555-0123', ' +1.555.555.0123 ', '001 555 555 0123', '+1/555\u00a0555‑0123'])(
    'typed as %j is spelled as the contract asks for',
    (typed) => {
      const reportingPhoneNumber = spelledNumber(typed);

      expect(reportingPhoneNumber).toBe('+15555550123');
      expect(bodyValidators.reportDragon({ ...form, reportingPhoneNumber })).toBe(true);
    },
  );

  it.each(['', '555 0123', 'ask Frank (or me)', '+', '+1 555 x12'])('is not made of %j', (typed) => {
    expect(spelledNumber(typed)).toBe(typed);
  });
});

it('a form has text when somebody typed something that can be seen', () => {
  expect(hasText(emptyForm)).toBe(false);
  expect(hasText({ ...emptyForm, city: ' \n', confirmationRequired: true })).toBe(false);
  expect(hasText({ ...emptyForm, city: 'Seattle' })).toBe(true);
});

describe('a submission', () => {
  const keys = () => {
    let count = 0;
    return () => `key-${(count += 1)}`;
  };

  it('of the same body is the one that was begun', () => {
    const newKey = keys();
    const first = submissionOf(form, undefined, newKey);

    expect(submissionOf({ ...form }, first, newKey)).toEqual(first);
  });

  it('of another body has another key', () => {
    const newKey = keys();
    const first = submissionOf(form, undefined, newKey);

    expect(submissionOf({ ...form, city: 'Tacoma' }, first, newKey).key).not.toBe(first.key);
  });
});

it.each([null, [], 'text', {}, { form: { city: 7 }, begun: { key: 1 } }])(
  'nothing is taken from %j as a draft',
  (value) => {
    expect(draftOf(value)).toEqual({ form: emptyForm, begun: undefined });
  },
);
