import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import type { FolderStorage } from '../../state/folder-storage.ts';
import { memoryStorage } from '../../state/memory-storage.ts';
import { accountId, region } from '../testing/test-endpoint.ts';
import { ObjectStore } from './object-store.ts';
import { isLive } from './object-version.ts';
import { s3Service } from './s3-service.ts';

let directory: string;
let storage: FolderStorage;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 's3-state-'));
  storage = folderStorage(directory);
});
afterEach(() => {
  storage.close();
  rmSync(directory, { recursive: true });
});

function restart(): void {
  storage.close();
  storage = folderStorage(directory);
}
const start = () => s3Service({ storage, region, accountId });
const blobs = () => readdirSync(join(directory, 'blobs', 's3-objects'));

describe('S3 in a folder', () => {
  it('has its buckets, objects and versions again after a restart', () => {
    const attributes = { headers: { 'content-type': 'text/plain' }, metadata: { colour: 'red' } };
    const before = new ObjectStore(storage, () => 1000);
    before.createBucket('pond');
    before.setVersioning(before.bucket('pond')!, 'Enabled');
    before.put(before.bucket('pond')!, 'key', Buffer.from('first'), attributes);
    before.put(before.bucket('pond')!, 'key', Buffer.from('second'), {
      ...attributes,
      checksum: { algorithm: 'crc32', value: 'AAAAAA==' },
    });
    before.putDeleteMarker(before.bucket('pond')!, 'gone');

    restart();
    const after = new ObjectStore(storage, () => 2000);

    expect(after.buckets()).toEqual(before.buckets());
    expect(after.index('pond').keys).toEqual(['gone', 'key']);
    expect(after.index('pond').versions('key')).toEqual(before.index('pond').versions('key'));
    const current = after.current('pond', 'key');
    expect(isLive(current) && after.bytes(current).toString()).toBe('second');
  });

  it('goes on counting, so that a write after a restart is the newest', () => {
    start().declareBucket('pond', { versioning: 'Enabled' });
    start().writeObject('pond', 'key', Buffer.from('before'));

    restart();
    const s3 = start();
    s3.writeObject('pond', 'key', Buffer.from('after'));

    expect(s3.readObject('pond', 'key')?.toString()).toBe('after');
    restart();
    expect(start().readObject('pond', 'key')?.toString()).toBe('after');
  });

  it('keeps no bytes of what was replaced or deleted, nor of a write that a kill cut in two', () => {
    const s3 = start();
    s3.declareBucket('pond');
    s3.writeObject('pond', 'key', Buffer.from('first'));
    s3.writeObject('pond', 'key', Buffer.from('second'));
    expect(blobs()).toHaveLength(1);
    storage.blobs('s3-objects').put(Buffer.from('never recorded'));
    expect(blobs()).toHaveLength(2);

    restart();
    const again = start();

    expect(blobs()).toHaveLength(1);
    expect(again.readObject('pond', 'key')?.toString()).toBe('second');
  });
});

describe('a bucket that a template declares', () => {
  it('is created once, and its objects stay when it is declared again', () => {
    const s3 = s3Service({ storage: memoryStorage(), region, accountId });
    s3.declareBucket('pond');
    s3.writeObject('pond', 'key', Buffer.from('bytes'));

    s3.declareBucket('pond', { versioning: 'Enabled' });

    expect(s3.readObject('pond', 'key')?.toString()).toBe('bytes');
  });

  it('must have a name that S3 takes', () => {
    const s3 = s3Service({ storage: memoryStorage(), region, accountId });

    for (const name of ['Ab', 'a', '-ab', 'a..b', '127.0.0.1', 'x'.repeat(64), 'a_b']) {
      expect(() => s3.declareBucket(name)).toThrow('The specified bucket is not valid.');
    }
  });
});
