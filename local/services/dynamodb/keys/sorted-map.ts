/** A place in the order of keys: before a key, or behind all keys that begin with it. */
export interface Bound {
  readonly key: string;
  readonly behind: boolean;
}

/** Before every key. */
export const lowest: Bound = { key: '', behind: false };
/** Behind every key. */
export const highest: Bound = { key: '', behind: true };

interface Chunk<V> {
  readonly keys: string[];
  readonly values: V[];
}

/** Chunks are cut in two when they grow beyond this: a few microseconds to move one, a few hundred chunks for 100,000 keys. */
const chunkSize = 512;

/** Values by key, in the order of the keys (by UTF-16 units). Finding, adding and removing touch one short chunk. */
export class SortedMap<V> {
  #chunks: Chunk<V>[] = [];
  #size = 0;

  /** @param entries in any order; of equal keys the last one counts */
  constructor(entries: Iterable<readonly [string, V]> = []) {
    const sorted = [...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#size = sorted.length;
    for (let start = 0; start < sorted.length; start += chunkSize / 2) {
      const part = sorted.slice(start, start + chunkSize / 2);
      this.#chunks.push({ keys: part.map(([key]) => key), values: part.map(([, value]) => value) });
    }
  }

  get size(): number {
    return this.#size;
  }

  set(key: string, value: V): void {
    const { chunk, index, place } = this.#find({ key, behind: false });
    if (chunk === undefined) {
      this.#chunks.push({ keys: [key], values: [value] });
      this.#size += 1;
    } else if (chunk.keys[index] === key) {
      chunk.values[index] = value;
    } else {
      chunk.keys.splice(index, 0, key);
      chunk.values.splice(index, 0, value);
      this.#size += 1;
      if (chunk.keys.length > chunkSize) this.#split(chunk, place);
    }
  }

  delete(key: string): void {
    const { chunk, index, place } = this.#find({ key, behind: false });
    if (chunk?.keys[index] !== key) return;
    chunk.keys.splice(index, 1);
    chunk.values.splice(index, 1);
    this.#size -= 1;
    if (chunk.keys.length === 0) this.#chunks.splice(place, 1);
  }

  /** The entries between two bounds, upwards. The map must not change meanwhile. */
  *ascending(from: Bound, to: Bound): Generator<readonly [string, V]> {
    let { place, index } = this.#find(from);
    for (; place < this.#chunks.length; place += 1, index = 0) {
      const chunk = this.#chunks[place];
      for (; chunk !== undefined && index < chunk.keys.length; index += 1) {
        const [key, value] = [chunk.keys[index], chunk.values[index]];
        if (key === undefined || value === undefined || !isBelow(key, to)) return;
        yield [key, value];
      }
    }
  }

  /** The entries between two bounds, downwards. The map must not change meanwhile. */
  *descending(from: Bound, to: Bound): Generator<readonly [string, V]> {
    let { place, index } = this.#find(to);
    for (; place >= 0; place -= 1, index = this.#chunks[place]?.keys.length ?? 0) {
      const chunk = this.#chunks[place];
      for (index -= 1; chunk !== undefined && index >= 0; index -= 1) {
        const [key, value] = [chunk.keys[index], chunk.values[index]];
        if (key === undefined || value === undefined || isBelow(key, from)) return;
        yield [key, value];
      }
    }
  }

  /** The first entry of all; undefined for an empty map. */
  first(): readonly [string, V] | undefined {
    const [entry] = this.ascending(lowest, highest);
    return entry;
  }

  /** The chunk and the position in it of the first key that is not below a bound; behind the last key of the last chunk when there is none. */
  #find(bound: Bound): { chunk: Chunk<V> | undefined; index: number; place: number } {
    const last = this.#chunks.length - 1;
    const isChunkBelow = (chunk: Chunk<V>): boolean => {
      const key = chunk.keys.at(-1);
      return key !== undefined && isBelow(key, bound);
    };
    const place = Math.max(0, Math.min(countBelow(this.#chunks, isChunkBelow), last));
    const chunk = this.#chunks[place];
    return { chunk, place, index: chunk === undefined ? 0 : countBelow(chunk.keys, (key) => isBelow(key, bound)) };
  }

  #split(chunk: Chunk<V>, place: number): void {
    const half = chunkSize / 2;
    this.#chunks.splice(place + 1, 0, { keys: chunk.keys.splice(half), values: chunk.values.splice(half) });
  }
}

/** Whether a key comes before a bound. */
export function isBelow(key: string, bound: Bound): boolean {
  return key < bound.key || (bound.behind && key.startsWith(bound.key));
}

/** How many of a list are below, when those are the first ones. */
function countBelow<T>(list: readonly T[], isElementBelow: (element: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const element = list[middle];
    if (element !== undefined && isElementBelow(element)) low = middle + 1;
    else high = middle;
  }
  return low;
}
