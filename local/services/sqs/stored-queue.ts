import { isObject } from '../../json.ts';
import type { QueueAttributes } from './queue-attributes.ts';

/** A queue as it is stored, without its messages. Times are milliseconds since 1970. */
export interface StoredQueue {
  readonly created: number;
  readonly modified: number;
  /** What somebody set. */
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads a stored queue back. @throws Error for anything else */
export function parseStoredQueue(value: unknown): StoredQueue {
  if (!isObject(value) || typeof value.created !== 'number' || typeof value.modified !== 'number') {
    throw new Error('not a queue');
  }
  return {
    created: value.created,
    modified: value.modified,
    attributes: parseTexts(value.attributes),
    tags: parseTexts(value.tags),
  };
}

function parseTexts(value: unknown): Record<string, string> {
  if (!isObject(value)) throw new Error('a queue whose attributes or tags are no object');
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (typeof text !== 'string') throw new Error(`${name} is no text`);
      return [name, text];
    }),
  );
}
