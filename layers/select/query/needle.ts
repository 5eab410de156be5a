import type { Expression } from '../sql/ast.ts';
import { requiredText } from '../values/like-pattern.ts';

/** A text that some string of the record must hold, or be. */
export interface Needle {
  text: string;
  /** Whether the string is the text, and not only holds it. */
  isWhole: boolean;
}

/** More texts than this are not looked for: each costs a pass over the data. */
const maxNeedles = 8;

/** Longer lists of IN are not looked through for what could fail: it would cost more than it is worth. */
const maxPlainItems = 100;

/** A shorter piece of a LIKE pattern is in nearly every record. */
const leastPiece = 2;

/**
 * The texts of which a record must hold at least one for WHERE to be true of any row of it; undefined when there are no such texts.
 *
 * They come from the conditions `path = 'text'`, `path IN ('text', …)` and `path LIKE '%text%'` that WHERE consists of, demands
 * beside others with AND, or offers with OR. A reader may then pass over records that cannot hold any of them. A condition before
 * them must not be one that can fail with an error, because that error would be lost with the record. (LIKE itself fails on what is no
 * string; in a record that does not hold its text, that is a fault that stays unseen.)
 */
export function requiredTexts(where: Expression | undefined): Needle[] | undefined {
  if (!where) return undefined;
  if (where.kind === 'and') return bestOf(where.operands);
  if (where.kind === 'or') return allOf(where.operands);
  return needlesOf(where);
}

/** What AND demands: the longest texts, of those conditions that are not behind one that can fail. */
function bestOf(conditions: Expression[]): Needle[] | undefined {
  let best: Needle[] | undefined;
  for (const condition of conditions) {
    const needles = requiredTexts(condition);
    if (needles && shortest(needles) > (best ? shortest(best) : -1)) best = needles;
    if (!cannotFail(condition)) break;
  }
  return best;
}

/** What OR demands: one of the texts of any condition, if there are some in every one. */
function allOf(conditions: Expression[]): Needle[] | undefined {
  const needles = new Map<string, Needle>();
  for (const condition of conditions) {
    const found = requiredTexts(condition);
    if (!found) return undefined;
    for (const needle of found) needles.set(`${String(needle.isWhole)} ${needle.text}`, needle);
    if (needles.size > maxNeedles) return undefined;
  }
  return [...needles.values()];
}

function shortest(needles: Needle[]): number {
  return Math.min(...needles.map(({ text, isWhole }) => text.length + (isWhole ? leastPiece : 0)));
}

function needlesOf(condition: Expression): Needle[] | undefined {
  switch (condition.kind) {
    case 'compare': {
      const text = condition.operator === '=' ? equalText(condition.left, condition.right) : undefined;
      return text === undefined ? undefined : [{ text, isWhole: true }];
    }
    case 'in': {
      if (condition.value.kind !== 'path' || condition.list.length > maxNeedles) return undefined;
      const texts = condition.list.map(textOf);
      return texts.every((text) => text !== undefined) ? texts.map((text) => ({ text, isWhole: true })) : undefined;
    }
    case 'like': {
      const text = likeText(condition.value, condition.pattern, condition.escape);
      return text === undefined || text.length < leastPiece ? undefined : [{ text, isWhole: false }];
    }
    default:
      return undefined;
  }
}

/** What a match of a LIKE pattern holds; undefined for a pattern that is no literal. */
function likeText(value: Expression, pattern: Expression, escape: Expression | undefined): string | undefined {
  const text = value.kind === 'path' ? textOf(pattern) : undefined;
  if (text === undefined) return undefined;
  if (!escape) return requiredText(text);
  const character = textOf(escape);
  return character === undefined ? undefined : requiredText(text, character);
}

function equalText(left: Expression, right: Expression): string | undefined {
  if (left.kind === 'path') return textOf(right);
  return right.kind === 'path' ? textOf(left) : undefined;
}

function textOf(expression: Expression): string | undefined {
  return expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

function cannotFail(condition: Expression): boolean {
  switch (condition.kind) {
    case 'compare':
      return (condition.operator === '=' || condition.operator === '<>') && isPlain(condition.left, condition.right);
    case 'in':
      return condition.list.length <= maxPlainItems && isPlain(condition.value, ...condition.list);
    case 'is':
      return isPlain(condition.value);
    case 'like':
      return likeText(condition.value, condition.pattern, condition.escape) !== undefined;
    case 'and':
    case 'or':
      return condition.operands.every(cannotFail);
    case 'not':
      return cannotFail(condition.operand);
    default:
      return false;
  }
}

function isPlain(...operands: Expression[]): boolean {
  return operands.every(({ kind }) => kind === 'path' || kind === 'literal' || kind === 'missing');
}
