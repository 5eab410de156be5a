import { expect, it } from 'vitest';
import type { Draft } from '../../parts/dragon-form/drafts.ts';
import { frost } from '../../testing/dragons.ts';
import { editDraftName, editDraftOf, fieldsDraft } from './edit-draft.ts';

const base = { dragon: frost, etag: '"1"' };

function draftInMemory(): Draft {
  let kept: unknown;
  return { read: () => kept, write: (value) => void (kept = value), clear: () => void (kept = undefined) };
}

it('what is typed is kept with the version that it changes', () => {
  const draft = draftInMemory();
  const fields = fieldsDraft(draft, () => base);
  fields.write({ ...frost, city: '' });
  expect(editDraftOf(draft.read())).toEqual({ values: { ...frost, city: '' }, base });
  expect(fields.read()).toEqual({ ...frost, city: '' });
});

it('nothing is kept of what says the same as the version', () => {
  const draft = draftInMemory();
  const fields = fieldsDraft(draft, () => base);
  fields.write({ ...frost, city: 'Reno' });
  fields.write({ ...frost });
  expect(draft.read()).toBeUndefined();
});

it.each([
  undefined,
  7,
  {},
  { values: frost },
  { values: frost, base: { dragon: {}, etag: '"1"' } },
  { values: frost, base: { dragon: frost } },
])('what is no draft is none: %j', (kept) => {
  expect(editDraftOf(kept)).toBeUndefined();
});

it('a dragon has one draft, however its name is written in the address', () => {
  expect(editDraftName('FROST')).toBe(editDraftName('Frost'));
});
