import { createHash } from 'node:crypto';

/**
 * What a cursor belongs to, as JSON holds it: which list, and what it was asked for. Lists that are not the same have different ones.
 */
export type CursorOwner = readonly unknown[];

/**
 * The cursor after a place in a list. Opaque to callers, bound to the list by a digest, so that one that was damaged or that belongs to another
 * list is noticed. It is no secret: all it could be forged into is a place in a list that its caller may read anyway.
 * @param place a text that says where the last row of the page stands; not empty
 */
export function cursorAfter(place: string, owner: CursorOwner): string {
  return Buffer.from(`1.${digest(place, owner)}.${place}`).toString('base64url');
}

/**
 * The place that a cursor names. Whoever knows how it is made can make one: whether the place is one that the list can have is for its reader to see.
 * @returns the text that the cursor was made of; undefined for one that is damaged or of another list
 */
export function placeOf(cursor: string, owner: CursorOwner): string | undefined {
  const place = /^1\.[0-9a-f]{16}\.(.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  return place !== undefined && cursorAfter(place, owner) === cursor ? place : undefined;
}

function digest(place: string, owner: CursorOwner): string {
  return createHash('sha256')
    .update(JSON.stringify([place, ...owner]))
    .digest('hex')
    .slice(0, 16);
}
