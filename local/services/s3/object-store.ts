import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { isObject } from '../../json.ts';
import type { Blobs, Storage, Table } from '../../state/storage.ts';
import type { Checksum } from './checksums.ts';
import { compareKeys, KeyIndex } from './key-index.ts';
import { nullVersion, parseObjectVersion } from './object-version.ts';
import type { LiveVersion, ObjectVersion } from './object-version.ts';

/** Whether a bucket keeps versions; undefined when it never did. */
export type Versioning = 'Enabled' | 'Suspended' | undefined;

/** A bucket, without what is in it. */
export interface Bucket {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly versioning: Versioning;
}

/** What a writer gives beside the bytes; see `StoredObject`. */
export interface ObjectAttributes {
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum?: Checksum | undefined;
}

/**
 * Buckets and the versions in them. It knows S3's rules of versioning, not its protocol. Every method runs to its end
 * without waiting, so a check and the write that depends on it are one step.
 */
export class ObjectStore {
  readonly #buckets: Table<Bucket>;
  readonly #versions: Table<ObjectVersion>;
  readonly #blobs: Blobs;
  readonly #clock: Clock;
  readonly #indexes = new Map<string, KeyIndex>();
  #sequence = 0;

  constructor(storage: Storage, clock: Clock) {
    this.#buckets = storage.table('s3-buckets', parseBucket);
    this.#versions = storage.table('s3-versions', parseObjectVersion);
    this.#blobs = storage.blobs('s3-objects');
    this.#clock = clock;
    for (const [name] of this.#buckets) this.#indexes.set(name, new KeyIndex());
    const used = new Set<string>();
    for (const [, version] of this.#versions) {
      this.#indexes.get(version.bucket)?.add(version);
      this.#sequence = Math.max(this.#sequence, version.sequence);
      if (version.object !== undefined) used.add(version.object.blob);
    }
    for (const id of this.#blobs.ids()) if (!used.has(id)) this.#blobs.delete(id);
  }

  /** All buckets by name. */
  buckets(): Bucket[] {
    return [...this.#buckets].map(([, bucket]) => bucket).sort((a, b) => compareKeys(a.name, b.name));
  }

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  createBucket(name: string): void {
    this.#buckets.set(name, { name, created: this.#clock(), versioning: undefined });
    this.#indexes.set(name, new KeyIndex());
  }

  setVersioning(bucket: Bucket, versioning: Versioning): void {
    this.#buckets.set(bucket.name, { ...bucket, versioning });
  }

  /** The bucket must be empty. */
  deleteBucket(name: string): void {
    this.#buckets.delete(name);
    this.#indexes.delete(name);
  }

  /** The keys and versions of a bucket that exists. */
  index(bucket: string): KeyIndex {
    const index = this.#indexes.get(bucket);
    if (index === undefined) throw new Error(`There is no bucket ${bucket}.`);
    return index;
  }

  /** The current version of a key, which may be a delete marker. */
  current(bucket: string, key: string): ObjectVersion | undefined {
    return this.index(bucket).versions(key)[0];
  }

  version(bucket: string, key: string, versionId: string): ObjectVersion | undefined {
    return this.index(bucket)
      .versions(key)
      .find((version) => version.versionId === versionId);
  }

  bytes(version: LiveVersion): Buffer {
    return this.#blobs.get(version.object.blob);
  }

  /** Writes an object as the key's current version. */
  put(bucket: Bucket, key: string, body: Buffer, attributes: ObjectAttributes): LiveVersion {
    const object = {
      blob: this.#blobs.put(body),
      size: body.length,
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      headers: attributes.headers,
      metadata: attributes.metadata,
      checksum: attributes.checksum,
    };
    const version = { ...this.#next(bucket, key), object };
    this.#write(version);
    return version;
  }

  /** Puts a delete marker on top of a key: what deleting means where versions are or were kept. */
  putDeleteMarker(bucket: Bucket, key: string): ObjectVersion {
    const version = { ...this.#next(bucket, key), object: undefined };
    this.#write(version);
    return version;
  }

  /** Removes a version for good. */
  removeVersion(version: ObjectVersion): void {
    this.#versions.delete(recordKey(version));
    this.index(version.bucket).remove(version);
    if (version.object !== undefined) this.#blobs.delete(version.object.blob);
  }

  #next(bucket: Bucket, key: string): Omit<ObjectVersion, 'object'> {
    const versionId = bucket.versioning === 'Enabled' ? randomBytes(16).toString('hex') : nullVersion;
    this.#sequence += 1;
    return { bucket: bucket.name, key, versionId, sequence: this.#sequence, lastModified: this.#clock() };
  }

  /** First the record, then the old bytes: a kill in between leaves bytes without a record, never the other way round. */
  #write(version: ObjectVersion): void {
    const replaced = this.version(version.bucket, version.key, version.versionId);
    this.#versions.set(recordKey(version), version);
    this.index(version.bucket).add(version);
    if (replaced?.object !== undefined) this.#blobs.delete(replaced.object.blob);
  }
}

function recordKey({ bucket, key, versionId }: ObjectVersion): string {
  return `${versionId}/${bucket}/${key}`;
}

function parseBucket(value: unknown): Bucket {
  if (!isObject(value) || typeof value.name !== 'string' || typeof value.created !== 'number') {
    throw new Error('not a bucket');
  }
  const versioning = value.versioning === 'Enabled' || value.versioning === 'Suspended' ? value.versioning : undefined;
  return { name: value.name, created: value.created, versioning };
}
