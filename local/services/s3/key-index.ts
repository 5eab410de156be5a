import type { ObjectVersion } from './object-version.ts';

/**
 * Compares keys by their UTF-8 bytes, which is the order of S3's lists. JavaScript compares UTF-16 units instead, and
 * those put characters beyond U+FFFF (surrogates) before U+E000 to U+FFFF.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Moves surrogates behind every other unit. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

/** The versions of one bucket by key, and the keys in the order of S3's lists, so that no request has to sort. */
export class KeyIndex {
  readonly #keys: string[] = [];
  readonly #versions = new Map<string, ObjectVersion[]>();

  /** All keys that have a version, sorted. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  /** The versions of a key, the current one first. */
  versions(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** Where the first key stands that is not before the given one. */
  position(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#keys[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds a version; one of the same key and id is replaced. */
  add(version: ObjectVersion): void {
    const { key, versionId } = version;
    const known = this.#versions.get(key);
    if (known === undefined) {
      this.#versions.set(key, [version]);
      this.#keys.splice(this.position(key), 0, key);
      return;
    }
    const others = known.filter((other) => other.versionId !== versionId);
    this.#versions.set(
      key,
      [...others, version].sort((a, b) => b.sequence - a.sequence),
    );
  }

  remove(version: ObjectVersion): void {
    const left = this.versions(version.key).filter((other) => other.versionId !== version.versionId);
    if (left.length > 0) {
      this.#versions.set(version.key, left);
      return;
    }
    if (this.#versions.delete(version.key)) this.#keys.splice(this.position(version.key), 1);
  }
}
