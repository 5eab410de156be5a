import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../json.ts';
import { isJsonObject, parseJson } from '../json-text.ts';

/** What an intrinsic function cannot work with. */
export class IntrinsicArgumentError extends Error {
  override readonly name = 'IntrinsicArgumentError';
}

/** The most elements of a list that these functions make. */
const longestList = 1000;
/** The most characters that Base64 and hash functions take. */
const longestText = 10_000;

const algorithms = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/**
 * The intrinsic functions by name, without `States.Format`, whose text is not like other texts.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * @throws IntrinsicArgumentError
 */
export const intrinsicFunctions: Readonly<Record<string, (...given: Json[]) => Json>> = {
  'States.Array': (...items) => items,
  'States.ArrayContains': (items, item) => list(items).some((other) => isDeepStrictEqual(other, item)),
  'States.ArrayGetItem': (items, index) => {
    const all = list(items);
    const at = integer(index);
    return all[at] ?? refuse(`there is no element ${at} in a list of ${all.length}`);
  },
  'States.ArrayLength': (items) => list(items).length,
  'States.ArrayPartition': (items, size) => {
    const [all, step] = [list(items), Math.round(number(size))];
    if (step < 1) refuse(`a chunk has at least one element, not ${step}`);
    return Array.from({ length: Math.ceil(all.length / step) }, (_, chunk) =>
      all.slice(chunk * step, (chunk + 1) * step),
    );
  },
  'States.ArrayRange': (first, last, step) => {
    const [from, to, by] = [first, last, step].map((value) => Math.round(number(value)));
    if (from === undefined || to === undefined || by === undefined || by === 0) return refuse('the step cannot be 0');
    const length = Math.max(0, Math.floor((to - from) / by) + 1);
    if (length > longestList) refuse(`the list would have more than ${longestList} elements`);
    return Array.from({ length }, (_, index) => from + index * by);
  },
  'States.ArrayUnique': (items) => {
    const all = list(items);
    return all.filter((item, index) => all.findIndex((other) => isDeepStrictEqual(other, item)) === index);
  },
  'States.Base64Decode': (value) => Buffer.from(text(value, longestText), 'base64').toString('utf8'),
  'States.Base64Encode': (value) => Buffer.from(text(value, longestText)).toString('base64'),
  'States.Hash': (data, algorithm) => {
    const name = algorithms.get(text(algorithm));
    if (name === undefined) return refuse(`there is no algorithm ${text(algorithm)}`);
    const hashed = typeof data === 'string' ? data : JSON.stringify(data);
    return createHash(name).update(text(hashed, longestText)).digest('hex');
  },
  'States.JsonMerge': (first, second, deep) => {
    if (deep !== false) refuse('only the shallow merge (false) is supported, on AWS as well');
    if (!isJsonObject(first) || !isJsonObject(second)) return refuse('two objects are merged');
    return { ...first, ...second };
  },
  'States.JsonToString': (value) => JSON.stringify(value),
  'States.MathAdd': (first, second) => Math.round(number(first)) + Math.round(number(second)),
  'States.MathRandom': (first, last, seed) => {
    const [from, to] = [Math.round(number(first)), Math.round(number(last))];
    if (to <= from) refuse('the end has to be larger than the start');
    return from + Math.floor(fraction(seed) * (to - from));
  },
  // Every character of the separator separates, and nothing between two of them is no element.
  'States.StringSplit': (value, separators) => {
    const marks = new Set(text(separators));
    let parts = [''];
    for (const character of text(value)) {
      if (marks.has(character)) parts.push('');
      else parts = parts.with(-1, (parts.at(-1) ?? '') + character);
    }
    return parts.filter((part) => part !== '');
  },
  'States.StringToJson': (value) => {
    try {
      return parseJson(text(value));
    } catch (cause) {
      throw new IntrinsicArgumentError('the text is not JSON', { cause });
    }
  },
  'States.UUID': () => randomUUID(),
};

/** `States.Format`: each `{}` is replaced by the next argument; `\{` and `\}` are braces. */
export function format(pattern: string, given: readonly Json[]): string {
  let next = 0;
  const made = pattern.replace(/\\(['\\{}])|\{\}/g, (_found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = given[next] ?? null;
    next += 1;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (next !== given.length) refuse(`the text has ${next} {}, but ${given.length} values are given`);
  return made;
}

/** From 0 to less than 1; the same for the same seed. */
function fraction(seed: Json | undefined): number {
  if (seed === undefined) return Math.random();
  return createHash('sha256').update(JSON.stringify(seed)).digest().readUInt32BE() / 2 ** 32;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : refuse('an array was expected');
}

function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : refuse('a number was expected');
}

function integer(value: Json | undefined): number {
  return Math.round(number(value));
}

function text(value: Json | undefined, most = Infinity): string {
  if (typeof value !== 'string') return refuse('a string was expected');
  return value.length > most ? refuse(`at most ${most} characters are taken`) : value;
}

function refuse(why: string): never {
  throw new IntrinsicArgumentError(why);
}
