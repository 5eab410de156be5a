import { createHash } from 'node:crypto';
import { entityTagMatches } from '@dragons/core';

/** Changes with the form of the answers, so that a deployment that changes it makes kept answers old. */
const representation = 1;

/**
 * The entity tag of an answer, known before the query runs: it changes with the catalogue's version and with anything that was asked.
 * @param version of the catalogue
 * @param question what makes two answers of one version differ
 * @returns quoted, as it stands in `ETag`
 */
export function answerTag(version: string, question: unknown): string {
  return `"${createHash('sha256')
    .update(JSON.stringify([representation, version, question]))
    .digest('base64url')
    .slice(0, 27)}"`;
}

/** May be kept by the caller alone (it was asked for with a token), and is asked for again with its entity tag. */
export const revalidate = 'private, no-cache';

/**
 * Says of a version of the catalogue whether the caller has its answer already.
 * @param ifNoneMatch the header's value; undefined when it was not sent, and so is then the result
 * @param tagOf the answer's tag for a version
 */
export function holder(
  ifNoneMatch: string | undefined,
  tagOf: (version: string) => string,
): ((version: string) => boolean) | undefined {
  return ifNoneMatch === undefined ? undefined : (version) => entityTagMatches(ifNoneMatch, tagOf(version));
}
