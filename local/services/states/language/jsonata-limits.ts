import { BoundedRegExp } from './bounded-regexp.ts';
import type { ExpressionSettings } from './jsonata-library.ts';

/**
 * What one expression may take: AWS stops at a nesting of 100 as well. The time is this simulation's own: nothing else runs in the
 * process meanwhile. It is long, since the clock also runs while the machine does something else.
 */
export const limits: ExpressionSettings = { timeout: 5000, stack: 100, RegexEngine: BoundedRegExp };
