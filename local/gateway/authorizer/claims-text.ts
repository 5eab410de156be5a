import { javaDate } from '../request/time-formats.ts';

/**
 * Claims the way a function sees them in `requestContext.authorizer.claims`: every value is text. Lists are joined with commas,
 * `exp` and `iat` are dates in Java's words, other numbers and booleans are printed.
 */
export function claimsAsText(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(name, value)]));
}

function claimText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && (name === 'exp' || name === 'iat')) return javaDate(value * 1000);
  if (Array.isArray(value))
    return value.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))).join(',');
  return JSON.stringify(value);
}
