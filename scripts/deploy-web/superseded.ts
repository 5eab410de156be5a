import { isObject } from '../../local/json.ts';

/** When files of the page were replaced: milliseconds since 1970, by key. */
export type Superseded = ReadonlyMap<string, number>;

/** Which files of the bucket no build needs any more. */
export interface Aged {
  /** Those that stay for a while, for pages that are still open. */
  readonly kept: Superseded;
  /** Those that were replaced too long ago. */
  readonly expired: readonly string[];
}

/**
 * Tells the files of earlier builds by how long ago they were replaced. S3 knows only when they were uploaded, which may be long before.
 * @param before what was known after the last build
 * @param there keys of the bucket
 * @param current keys of this build
 * @param now milliseconds since 1970
 * @param keep milliseconds that a file stays after it was replaced
 */
export function aged(
  before: Superseded,
  there: Iterable<string>,
  current: ReadonlySet<string>,
  { now, keep }: { readonly now: number; readonly keep: number },
): Aged {
  const kept = new Map<string, number>();
  const expired: string[] = [];
  for (const key of there) {
    if (current.has(key)) continue;
    const since = before.get(key) ?? now;
    if (now - since > keep) expired.push(key);
    else kept.set(key, since);
  }
  return { kept, expired };
}

/** Reads the record of an earlier deployment. A damaged one knows nothing: files stay longer then. */
export function readSuperseded(text: string | undefined): Superseded {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '{}');
  } catch {
    value = {};
  }
  const times = Object.entries(isObject(value) ? value : {}).map(
    ([key, time]) => [key, typeof time === 'string' ? Date.parse(time) : NaN] as const,
  );
  return new Map(times.filter(([, time]) => !Number.isNaN(time)));
}

/** Writes the record: times of ISO 8601 by key, in the order of the keys. */
export function supersededText(superseded: Superseded): string {
  const entries = [...superseded].sort(([a], [b]) => (a < b ? -1 : 1));
  const times = entries.map(([key, time]) => [key, new Date(time).toISOString()]);
  return `${JSON.stringify(Object.fromEntries(times), null, 2)}\n`;
}
