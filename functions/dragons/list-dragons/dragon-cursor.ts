import { cursorAfter, placeOf, type CursorOwner } from '../cursor.ts';
import type { DragonQuery } from '../dragon-query.ts';
import { folded } from '../folded.ts';

/** What a cursor belongs to: the same query but for the place in it. */
type Question = Pick<DragonQuery, 'filters' | 'text'>;

/** The cursor after a dragon. @param after folded name of the last dragon of the page */
export function cursorAfterDragon(after: string, question: Question): string {
  return cursorAfter(after, ownerOf(question));
}

/** @returns the folded name after which the page starts; undefined for a cursor that is damaged or of another query */
export function dragonPlaceOf(cursor: string, question: Question): string | undefined {
  const after = placeOf(cursor, ownerOf(question));
  return after !== undefined && after === folded(after) ? after : undefined;
}

function ownerOf({ filters, text }: Question): CursorOwner {
  return [text ?? null, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))];
}
