import { FilterPolicyError } from './filter-policy-error.ts';
import { isText } from './scalar.ts';
import type { Scalar } from './scalar.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const mostInPattern = 3;

/**
 * Reads a text in which `*` stands for any characters; `\*` and `\\` stand for themselves.
 * @throws FilterPolicyError
 */
export function wildcardTest(operand: unknown): (value: Scalar) => boolean {
  const parts = wildcardParts(operand);
  const [beginning = ''] = parts;
  const end = parts.at(-1) ?? '';
  return (value) => {
    if (!isText(value)) return false;
    if (parts.length === 1) return value === beginning;
    if (value.length < beginning.length + end.length) return false;
    if (!value.startsWith(beginning) || !value.endsWith(end)) return false;
    const middle = value.slice(beginning.length, value.length - end.length);
    return inOrder(middle, parts.slice(1, -1));
  };
}

/** How much a pattern counts towards the limit of a policy. */
export function wildcardPoints(operand: unknown): number {
  const wildcards = wildcardParts(operand).length - 1;
  return wildcards > 1 ? 3 * wildcards : wildcards;
}

function inOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}

function wildcardParts(operand: unknown): string[] {
  if (!isText(operand)) throw new FilterPolicyError('wildcard match pattern must be a string');
  const parts = [''];
  for (const [token] of operand.matchAll(/\\.|\*+|[^\\*]+|\\$/gsu)) {
    if (token === '*') parts.push('');
    else if (token.startsWith('*')) throw new FilterPolicyError('Consecutive wildcard characters are not allowed');
    else parts.push((parts.pop() ?? '') + unescaped(token));
  }
  if (parts.length - 1 > mostInPattern) {
    throw new FilterPolicyError(`A wildcard pattern can have at most ${mostInPattern} wildcards: ${operand}`);
  }
  return parts;
}

function unescaped(token: string): string {
  if (!token.startsWith('\\')) return token;
  if (token === '\\*' || token === '\\\\') return token.slice(1);
  throw new FilterPolicyError('Invalid escape character inside wildcard: only \\* and \\\\ may be escaped');
}
