import { createHash } from 'node:crypto';

/**
 * The entity tag of an answer, known before the query runs: it changes with the catalogue's version and with anything that was asked.
 * @param version of the catalogue
 * @param question what makes two answers of one version differ
 * @returns quoted, as it stands in `ETag`
 */
export function answerTag(version: string, question: unknown): string {
  return `"${createHash('sha256')
    .update(JSON.stringify([version, question]))
    .digest('base64url')
    .slice(0, 27)}"`;
}
