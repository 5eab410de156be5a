import { describe, expect, it } from 'vitest';
import type { Draft } from '../parts/dragon-form/drafts.ts';
import { DraftStore } from './draft-store.ts';
import { emptyForm, type ReportForm } from './report-draft.ts';

const form: ReportForm = { ...emptyForm, dragonName: 'Frank', reportingPhoneNumber: '+15555550123' };

function setUp() {
  let text: string | undefined;
  const kept: Draft = {
    read: (): unknown => (text === undefined ? undefined : JSON.parse(text)),
    write: (value) => (text = JSON.stringify(value)),
    clear: () => (text = undefined),
  };
  let keys = 0;
  return { kept, open: () => new DraftStore(kept, () => `key-${(keys += 1)}`) };
}

describe('a draft', () => {
  it('is there again after a reload, with the key of its submission', () => {
    const { open } = setUp();
    const before = open();
    before.type(form);
    const begun = before.begin(form);

    const after = open();

    expect(after.draft.value).toEqual({ form, begun });
    expect(after.begin(form)).toEqual(begun);
  });

  it('is gone when its submission is taken', () => {
    const { open, kept } = setUp();
    const drafts = open();
    drafts.type(form);

    drafts.taken(drafts.begin(form));

    expect(drafts.draft.value).toEqual({ form: emptyForm, begun: undefined });
    expect(kept.read()).toBeUndefined();
  });

  it('stays when an earlier submission is taken', () => {
    const { open } = setUp();
    const drafts = open();
    drafts.type(form);
    const earlier = drafts.begin(form);
    const changed = { ...form, dragonName: 'Frank the second' };
    drafts.type(changed);
    drafts.begin(changed);

    drafts.taken(earlier);

    expect(drafts.draft.value.form).toEqual(changed);
  });

  it('is sent with another key once the API does not take the first', () => {
    const { open } = setUp();
    const drafts = open();
    drafts.type(form);
    const refused = drafts.begin(form);

    drafts.refused();

    expect(drafts.begin(form).key).not.toBe(refused.key);
  });

  it('is not kept when all of it was deleted', () => {
    const { open, kept } = setUp();
    const drafts = open();
    drafts.type(form);

    drafts.type(emptyForm);

    expect(kept.read()).toBeUndefined();
  });

  it('begins anew from a rejected report, with the phone number that was typed', () => {
    const { open } = setUp();
    const { reportingPhoneNumber, confirmationRequired, ...dragon } = { ...form, dragonName: 'Atlas' };
    const drafts = open();
    drafts.type(form);
    drafts.begin(form);

    drafts.restart({ dragon });

    expect(drafts.draft.value).toEqual({
      form: { ...dragon, reportingPhoneNumber, confirmationRequired },
      begun: undefined,
      rejected: { takenName: undefined },
    });
    expect(drafts.isOf(dragon)).toBe(true);
    expect(drafts.isOf({ ...dragon, city: 'Tacoma' })).toBe(false);
  });

  it('knows after a reload which name is taken, until all of it is deleted', () => {
    const { open } = setUp();
    const { reportingPhoneNumber: _phone, confirmationRequired: _confirm, ...dragon } = form;
    open().restart({ dragon, reason: { code: 'name-taken', detail: 'There is one.' } });

    const drafts = open();
    drafts.type({ ...form, dragonName: 'Frank the second' });
    expect(drafts.draft.value.rejected).toEqual({ takenName: 'Frank' });
    drafts.type(emptyForm);

    expect(drafts.draft.value.rejected).toBeUndefined();
  });

  it('is written and read by a form', () => {
    const { open } = setUp();

    open().ofForm.write({ ...form, surplus: 'left out' });

    expect(open().ofForm.read()).toEqual(form);
    expect(open().isThere).toBe(true);
  });
});
