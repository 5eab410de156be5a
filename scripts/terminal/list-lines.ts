import { count } from './count.ts';
import { printable } from './printable.ts';

/** More items than these are rarely looked at together. */
export const mostShown = 20;

/**
 * The items of a list, a line each; of a long one the first, and how many more there are.
 * @param all how many there are, where only the first were kept
 */
export function listLines(items: readonly string[], all = items.length): string[] {
  const shown = items.slice(0, mostShown).map((item) => `  ${printable(item)}`);
  const more = all - shown.length;
  return more > 0 ? [...shown, `  and ${count(more)} more`] : shown;
}
