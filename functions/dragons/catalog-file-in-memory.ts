import { createHash } from 'node:crypto';
import type { CatalogFile } from './catalog-file.ts';

/** A catalogue's bytes in this process. As in S3, equal bytes have equal tags. @param bytes what it holds at first; undefined for nothing */
export function catalogFileInMemory(bytes?: Buffer): CatalogFile {
  let current = bytes;
  const tag = (): string | undefined =>
    current === undefined ? undefined : `"${createHash('md5').update(current).digest('hex')}"`;
  return {
    async read() {
      const currentTag = tag();
      return current === undefined || currentTag === undefined ? undefined : { bytes: current, tag: currentTag };
    },
    async write(written, expected) {
      if (tag() !== expected) return 'changed';
      current = written;
      return 'written';
    },
  };
}
