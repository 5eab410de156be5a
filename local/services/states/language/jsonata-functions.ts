import { createHash, randomUUID } from 'node:crypto';
import type { Frame } from './query-language.ts';
import { jsonataLibrary } from './jsonata-library.ts';
import { limits } from './jsonata-limits.ts';

/** The most elements that `$range` makes, and characters that `$pad` does, before their size could hurt. */
const longestList = 360_145;
const longestText = 7_000_000;

const hashes = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/**
 * The functions that Step Functions adds to JSONata, `$eval` taken away, and the time as the execution sees it. What AWS answers
 * with nothing for an odd argument is undefined here, too.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#transforming-data-advanced
 */
export function stepFunctionsFunctions(now: Frame['now']): Record<string, unknown> {
  return {
    // AWS takes it away; $parse is what is left of it.
    eval: undefined,
    hash,
    pad,
    parse: (text: unknown): unknown => (typeof text === 'string' ? JSON.parse(text) : undefined),
    partition,
    random,
    range,
    uuid: () => randomUUID(),
    millis: () => now,
    now: (picture?: unknown, timezone?: unknown) =>
      picture === undefined ? new Date(now).toISOString() : formatted(now, picture, timezone),
  };
}

async function formatted(now: number, picture: unknown, timezone: unknown): Promise<unknown> {
  const expression = jsonataLibrary()('$fromMillis($time, $picture, $timezone)', limits);
  return expression.evaluate(undefined, { time: now, picture, timezone });
}

function hash(text: unknown, algorithm: unknown): string | undefined {
  if (typeof text !== 'string' || typeof algorithm !== 'string') return undefined;
  const name = hashes.get(algorithm);
  if (name === undefined) throw new Error(`$hash knows ${[...hashes.keys()].join(', ')}, not ${algorithm}`);
  return createHash(name).update(text).digest('hex');
}

function partition(list: unknown, size: unknown): unknown[][] | undefined {
  if (list === undefined || typeof size !== 'number' || Math.trunc(size) < 1) return undefined;
  const items: unknown[] = Array.isArray(list) ? list : [list];
  if (items.length === 0) return undefined;
  const step = Math.trunc(size);
  return Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
    items.slice(index * step, (index + 1) * step),
  );
}

function range(first: unknown, last: unknown, step: unknown): number[] | number | undefined {
  if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number') return undefined;
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  if (by === 0 || (to - from) / by < 0) return undefined;
  const length = Math.floor((to - from) / by) + 1;
  if (length > longestList) throw new Error(`$range would make ${length} elements; it makes at most ${longestList}`);
  // A list of one is that one, as sequences of JSONata are.
  return length === 1 ? from : Array.from({ length }, (_, index) => from + index * by);
}

function random(seed: unknown): number {
  if (typeof seed !== 'number') return Math.random();
  return (
    createHash('sha256')
      .update(String(Math.trunc(seed)))
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
}

/** JSONata's own, with a bound: a width of thousands of millions would fill the memory. https://docs.jsonata.org/string-functions#pad */
function pad(text: unknown, width: unknown, filling: unknown = ' '): string | undefined {
  if (typeof text !== 'string' || typeof width !== 'number' || typeof filling !== 'string') return undefined;
  if (Math.abs(width) > longestText) throw new Error(`$pad makes at most ${longestText} characters, not ${width}`);
  const characters = Array.from(filling === '' ? ' ' : filling);
  const missing = Math.max(0, Math.abs(width) - Array.from(text).length);
  const added = Array.from({ length: missing }, (_, index) => characters[index % characters.length]).join('');
  return width < 0 ? added + text : text + added;
}
