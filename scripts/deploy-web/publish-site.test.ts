import { describe, expect, it } from 'vitest';
import { publishSite, recordKey } from './publish-site.ts';
import type { SiteBucket } from './site-bucket.ts';
import { etagOf, siteFile, type SiteFile } from './site-file.ts';

/** A bucket in memory that remembers in which order it was written to. */
class MemoryBucket implements SiteBucket {
  readonly objects = new Map<string, SiteFile>();
  readonly written: string[] = [];
  readonly broken = new Set<string>();

  async list() {
    return new Map([...this.objects].map(([key, file]) => [key, etagOf(file)]));
  }
  async put(file: SiteFile) {
    await Promise.resolve();
    if (this.broken.has(file.key)) throw new Error(`no ${file.key}`);
    this.written.push(file.key);
    this.objects.set(file.key, file);
  }
  async read(key: string) {
    return this.objects.get(key)?.body.toString();
  }
  async delete(keys: readonly string[]) {
    for (const key of keys) this.objects.delete(key);
  }
}

const site = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([key, text]) => siteFile(key, Buffer.from(text)));

const first = { 'index.html': 'a', 'favicon.svg': '<svg/>', 'assets/a.js': 'a', 'assets/same.css': 's' };
const second = { 'index.html': 'b', 'favicon.svg': '<svg/>', 'assets/b.js': 'b', 'assets/same.css': 's' };

async function publish(bucket: SiteBucket, files: Readonly<Record<string, string>>, now = 0) {
  return publishSite(site(files), { bucket, keep: 1000, now: () => now, progress: () => undefined });
}

describe('publishing a page', () => {
  it('uploads the page that names the others last, and what has other names just before', async () => {
    const bucket = new MemoryBucket();

    const { uploaded, unchanged, deleted } = await publish(bucket, first);

    expect(bucket.written.slice(0, 2).sort()).toEqual(['assets/a.js', 'assets/same.css']);
    expect(bucket.written.slice(2)).toEqual(['favicon.svg', 'index.html']);
    expect([uploaded.length, unchanged, deleted]).toEqual([4, 0, 0]);
  });

  it('uploads what has changed, and leaves alone what is there', async () => {
    const bucket = new MemoryBucket();
    await publish(bucket, first);
    bucket.written.length = 0;

    const { unchanged } = await publish(bucket, second);

    expect(bucket.written).toEqual(['assets/b.js', 'index.html', recordKey]);
    expect(unchanged).toBe(2);
  });

  it('touches nothing when nothing has changed', async () => {
    const bucket = new MemoryBucket();
    await publish(bucket, first);
    await publish(bucket, second);
    bucket.written.length = 0;

    const { uploaded, unchanged } = await publish(bucket, second, 10);

    expect([bucket.written, uploaded.length, unchanged]).toEqual([[], 0, 4]);
  });

  it('leaves the page as it was when an upload breaks off, and does the rest the next time', async () => {
    const bucket = new MemoryBucket();
    await publish(bucket, first);
    bucket.broken.add('assets/b.js');

    await expect(publish(bucket, second)).rejects.toThrow('no assets/b.js');
    expect(await bucket.read('index.html')).toBe('a');

    bucket.broken.clear();
    await publish(bucket, second);
    expect(await bucket.read('index.html')).toBe('b');
  });

  it('keeps the files of an earlier build for pages that are still open, and deletes them later', async () => {
    const bucket = new MemoryBucket();
    await publish(bucket, first, 0);
    // The first build was there for a long time before it was replaced.
    await publish(bucket, second, 5000);
    await publish(bucket, second, 6000);
    expect(bucket.objects.has('assets/a.js')).toBe(true);

    const { deleted } = await publish(bucket, second, 6001);

    expect(deleted).toBe(1);
    expect([...bucket.objects.keys()].sort()).toEqual([...Object.keys(second), recordKey].sort());
  });

  it('takes back files that an earlier build left when that build is published again', async () => {
    const bucket = new MemoryBucket();
    await publish(bucket, first, 0);
    await publish(bucket, second, 1);
    bucket.written.length = 0;

    await publish(bucket, first, 2);
    await publish(bucket, first, 5000);

    expect(bucket.written.filter((key) => key.startsWith('assets/'))).toEqual([]);
    expect([...bucket.objects.keys()].sort()).toEqual([...Object.keys(first), recordKey].sort());
  });
});
