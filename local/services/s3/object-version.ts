import { isObject } from '../../json.ts';
import type { Checksum } from './checksums.ts';

/** The id of the only version of an object in a bucket without versioning. */
export const nullVersion = 'null';

/** What is stored of an object beside its bytes. */
export interface StoredObject {
  readonly blob: string;
  readonly size: number;
  /** With its quotes, as it stands in headers. */
  readonly etag: string;
  /** `content-type` and the other headers that come back as they were sent, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*`, without the prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum: Checksum | undefined;
}

/** One version of a key: an object, or the mark that it was deleted. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Grows with every write: the highest of a key is its current version. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  /** Undefined for a delete marker. */
  readonly object: StoredObject | undefined;
}

/** A version that is an object. */
export interface LiveVersion extends ObjectVersion {
  readonly object: StoredObject;
}

/** Whether the version is an object, not a delete marker (and there at all). */
export function isLive(version: ObjectVersion | undefined): version is LiveVersion {
  return version?.object !== undefined;
}

/** Reads a stored version back. @throws Error for anything else */
export function parseObjectVersion(value: unknown): ObjectVersion {
  if (!isObject(value)) throw new Error('not an object');
  return {
    bucket: text(value.bucket),
    key: text(value.key),
    versionId: text(value.versionId),
    sequence: number(value.sequence),
    lastModified: number(value.lastModified),
    object: value.object === undefined ? undefined : parseStoredObject(value.object),
  };
}

function parseStoredObject(value: unknown): StoredObject {
  if (!isObject(value)) throw new Error('"object" is not an object');
  const { checksum } = value;
  return {
    blob: text(value.blob),
    size: number(value.size),
    etag: text(value.etag),
    headers: texts(value.headers),
    metadata: texts(value.metadata),
    checksum: isObject(checksum) ? { algorithm: text(checksum.algorithm), value: text(checksum.value) } : undefined,
  };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is not a text`);
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new Error(`${JSON.stringify(value)} is not a number`);
  return value;
}

function texts(value: unknown): Record<string, string> {
  if (!isObject(value)) throw new Error(`${JSON.stringify(value)} is not a map`);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, text(item)]));
}
