import { BoundedRegExp } from './bounded-regexp.ts';
import type { ExpressionSettings } from './jsonata-library.ts';

/**
 * What one expression may take: AWS stops at a nesting of 100 as well. The time is this simulation's own: nothing else runs in the
 * process meanwhile.
 */
export const limits: ExpressionSettings = { timeout: 1000, stack: 100, RegexEngine: BoundedRegExp };
