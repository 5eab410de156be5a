import { isObject } from '../../local/json.ts';
import { isSame } from './place.ts';

/**
 * What a changed keyword does to the values that a schema allows: fewer, more, more of a closed list, or others in a way that nobody can
 * compute.
 */
export type Effect = 'narrower' | 'wider' | 'new value' | 'different';

/** A keyword of two schemas that is not the same. */
export interface KeywordDifference {
  readonly keyword: string;
  readonly what: string;
  readonly effect: Effect;
}

/** What is said of values for people and tools, and demands nothing of them. */
export const annotations = ['description', 'title', 'example', 'examples', 'deprecated', 'externalDocs', 'xml'];

/** Bounds, with the sign of the way in which a greater number allows fewer values. */
const bounds: Readonly<Record<string, 1 | -1>> = {
  minimum: 1,
  minLength: 1,
  minItems: 1,
  minProperties: 1,
  maximum: -1,
  maxLength: -1,
  maxItems: -1,
  maxProperties: -1,
};

/** Flags, with whether they allow fewer values when they are set. */
const flags: Readonly<Record<string, boolean>> = {
  exclusiveMinimum: true,
  exclusiveMaximum: true,
  uniqueItems: true,
  nullable: false,
};

/** Keywords that demand something once they are there, and something else with another value. */
const demands = ['type', 'format', 'pattern', 'multipleOf', 'not'];

/** The keywords in which two schemas differ. @param others keywords that somebody else looks at */
export function keywordDifferences(before: unknown, now: unknown, others: readonly string[]): KeywordDifference[] {
  const [old, fresh] = [isObject(before) ? before : {}, isObject(now) ? now : {}];
  const keywords = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...keywords]
    .filter((keyword) => !others.includes(keyword) && !annotations.includes(keyword) && !keyword.startsWith('x-'))
    .filter((keyword) => !isSame(old[keyword], fresh[keyword]))
    .flatMap((keyword) =>
      effectsOf(keyword, old[keyword], fresh[keyword]).map((effect) => ({
        keyword,
        what: wordsOf(keyword, old[keyword], fresh[keyword]),
        effect,
      })),
    );
}

function effectsOf(keyword: string, old: unknown, fresh: unknown): Effect[] {
  if (keyword === 'enum') return enumEffects(old, fresh);
  // Every integer is a number.
  if (keyword === 'type' && old === 'integer' && fresh === 'number') return ['wider'];
  if (keyword === 'type' && old === 'number' && fresh === 'integer') return ['narrower'];
  const flag = flags[keyword];
  if (flag !== undefined) {
    if ((old === true) === (fresh === true)) return [];
    return [(fresh === true) === flag ? 'narrower' : 'wider'];
  }
  if (keyword in bounds || demands.includes(keyword)) {
    if (old === undefined) return ['narrower'];
    if (fresh === undefined) return ['wider'];
  }
  const sign = bounds[keyword];
  if (sign !== undefined && typeof old === 'number' && typeof fresh === 'number') {
    return [(fresh - old) * sign > 0 ? 'narrower' : 'wider'];
  }
  // Among others a default: the same request would mean something else.
  return ['different'];
}

function enumEffects(old: unknown, fresh: unknown): Effect[] {
  if (!Array.isArray(old)) return ['narrower'];
  if (!Array.isArray(fresh)) return ['wider'];
  const lacks = (list: unknown[], value: unknown): boolean => !list.some((other) => isSame(other, value));
  return [
    ...(old.some((value) => lacks(fresh, value)) ? (['narrower'] as const) : []),
    ...(fresh.some((value) => lacks(old, value)) ? (['new value'] as const) : []),
  ];
}

function wordsOf(keyword: string, old: unknown, fresh: unknown): string {
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const only = (list: unknown[], other: unknown[]): string =>
      list
        .filter((value) => !other.some((one) => isSame(one, value)))
        .map((value) => JSON.stringify(value))
        .join(', ');
    const [gone, added] = [only(old, fresh), only(fresh, old)];
    return [gone && `${keyword} has no ${gone} any more`, added && `${keyword} has ${added} now`]
      .filter(Boolean)
      .join(', ');
  }
  if (old === undefined) return `${keyword} is ${JSON.stringify(fresh)}, and there was none`;
  if (fresh === undefined) return `${keyword} is gone, and was ${JSON.stringify(old)}`;
  return `${keyword} is ${JSON.stringify(fresh)}, and was ${JSON.stringify(old)}`;
}
