import { bodyValidators } from '../../../generated/validators.js';
import type { Dragon } from '../../api/api.ts';
import type { Draft } from '../../parts/dragon-form/drafts.ts';
import { recordOf } from '../../records.ts';
import type { Version } from './calls.ts';

/** What somebody typed to change a dragon, and the version that they changed: saving it later must not undo what others did meanwhile. */
export interface EditDraft {
  /** As it was typed: it need not be as the contract says. */
  readonly values: unknown;
  readonly base: Version;
}

/** The name of the draft for a dragon. Upper and lower case name the same dragon. */
export function editDraftName(dragonName: string): string {
  return `dragon.${dragonName.toLowerCase()}`;
}

/** The draft that was kept; undefined when there is none, or none that this version of the page can read. */
export function editDraftOf(kept: unknown): EditDraft | undefined {
  const { values, base } = recordOf(kept);
  const { dragon, etag } = recordOf(base);
  if (!bodyValidators.replaceDragon(dragon) || typeof etag !== 'string') return undefined;
  return { values, base: { dragon, etag } };
}

/** The draft of the fields alone, for their form: kept with the version that they were made from, and only while they say something else. */
export function fieldsDraft(draft: Draft, base: () => Version): Pick<Draft, 'read' | 'write'> {
  return {
    read: () => editDraftOf(draft.read())?.values,
    write(values) {
      const kept: EditDraft = { values, base: base() };
      if (saysSomethingElse(values, kept.base.dragon)) draft.write(kept);
      else draft.clear();
    },
  };
}

function saysSomethingElse(values: unknown, dragon: Dragon): boolean {
  const typed = recordOf(values);
  return Object.entries(dragon).some(([field, text]) => typed[field] !== text);
}
