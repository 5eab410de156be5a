import type { Json } from '../../../json.ts';

/** A comparison of two values of one kind; values of any other kind are never alike. */
export interface Comparison {
  /** Whether a definition may compare with this value. */
  takes(value: Json): boolean;
  holds(value: Json, other: Json): boolean;
}

/** RFC 3339 as the Amazon States Language has it: with a capital T and a Z or an offset. */
const timestampForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Whether a text is a timestamp. */
export function isTimestamp(text: string): boolean {
  return timestampForm.test(text) && !Number.isNaN(Date.parse(text));
}

type Comparable = number | string;

const asString = (value: Json): string | undefined => (typeof value === 'string' ? value : undefined);
const asNumber = (value: Json): number | undefined => (typeof value === 'number' ? value : undefined);
const asTime = (value: Json): number | undefined =>
  typeof value === 'string' && isTimestamp(value) ? Date.parse(value) : undefined;

/** Every comparison of a choice rule by its name, without `Path`. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  ...ordered('String', asString),
  ...ordered('Numeric', asNumber),
  ...ordered('Timestamp', asTime),
  BooleanEquals: {
    takes: (value) => typeof value === 'boolean',
    holds: (value, other) => typeof value === 'boolean' && value === other,
  },
  StringMatches: {
    takes: (value) => typeof value === 'string',
    holds: (value, pattern) => typeof value === 'string' && typeof pattern === 'string' && matches(value, pattern),
  },
};

function ordered(kind: string, as: (value: Json) => Comparable | undefined): Record<string, Comparison> {
  const comparison = (holds: (a: Comparable, b: Comparable) => boolean): Comparison => ({
    takes: (value) => as(value) !== undefined,
    holds(value, other) {
      const [a, b] = [as(value), as(other)];
      return a !== undefined && b !== undefined && holds(a, b);
    },
  });
  return {
    [`${kind}Equals`]: comparison((a, b) => a === b),
    [`${kind}LessThan`]: comparison((a, b) => a < b),
    [`${kind}LessThanEquals`]: comparison((a, b) => a <= b),
    [`${kind}GreaterThan`]: comparison((a, b) => a > b),
    [`${kind}GreaterThanEquals`]: comparison((a, b) => a >= b),
  };
}

/** `*` stands for any characters; a backslash takes a star or backslash as it is. Walks both texts once, with one place to go back to. */
function matches(text: string, pattern: string): boolean {
  const parts = [...pattern.matchAll(/\\([*\\])|([^])/g)].map(
    ([, escaped, plain]) => escaped ?? (plain === '*' ? null : plain),
  );
  let [at, part, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    if (part < parts.length && parts[part] === null) {
      [star, resume] = [part, at];
      part += 1;
    } else if (part < parts.length && parts[part] === text[at]) {
      part += 1;
      at += 1;
    } else if (star !== -1) {
      part = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === null);
}
