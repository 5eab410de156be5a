import { isMap, isScalar, parseDocument } from 'yaml';
import { contractSource } from '../contract.ts';
import { templateText } from '../deployed-template.ts';

// Exceptions need a reason, and the reason stands as a comment where one looks for it. Where its lines end does not matter.

const commentsIn = (lines: readonly string[]): string =>
  lines.flatMap((line) => /^\s*# (.*)$/.exec(line)?.[1] ?? []).join(' ');

const lines = templateText.split('\n');

/** Every comment of the template. */
export const comments = commentsIn(lines);

/** The comments above and in a resource of the template. */
export function commentsOf(logicalId: string): string {
  const at = lines.indexOf(`  ${logicalId}:`, lines.indexOf('Resources:'));
  if (at === -1) throw new Error(`template.yaml has no resource ${logicalId}.`);
  const before = lines.slice(0, at).findLastIndex((line) => !line.startsWith('  #')) + 1;
  const length = lines.slice(at + 1).findIndex((line) => /^ {0,2}\S/.test(line));
  return commentsIn(lines.slice(before, length === -1 ? undefined : at + 1 + length));
}

/**
 * The comment at `security` of an operation in the contract.
 * @param operation `GET /health`
 */
export function commentAtSecurity(operation: string): string {
  const [method = '', path = ''] = operation.split(' ');
  const found = parseDocument(contractSource).getIn(['paths', path, method.toLowerCase()]);
  if (!isMap(found)) throw new Error(`The contract has no operation ${operation}.`);
  const key = found.items.map((item) => item.key).find((one) => isScalar(one) && one.value === 'security');
  const comment = isScalar(key) ? (key.commentBefore ?? '') : '';
  return comment.replaceAll(/\s+/g, ' ').trim();
}
