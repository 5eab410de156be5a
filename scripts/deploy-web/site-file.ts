import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { SiteFolderError } from './site-errors.ts';

/** A file of the page, as the bucket holds it. */
export interface SiteFile {
  /** Its key, which is its path on the page without the slash before it. */
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Names the other files, so it is uploaded when these are there. */
export const entryPage = 'index.html';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Makes a file of the page. What lies in assets/ has a hash of its content in its name, so it may be kept for good, of which a year is the
 * usual name; for everything else browsers ask each time whether it has changed.
 * @throws SiteFolderError for a type that nobody knows
 */
export function siteFile(key: string, body: Buffer): SiteFile {
  const contentType = contentTypes[extname(key)];
  if (contentType === undefined) {
    throw new SiteFolderError(
      `Nobody knows the content type of ${key}. Add its extension to scripts/deploy-web/site-file.ts.`,
    );
  }
  const cacheControl = key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return { key, body, contentType, cacheControl };
}

/**
 * Reads a folder that holds a built page.
 * @throws SiteFolderError when it holds none, or a file of a type that nobody knows
 */
export function readSite(folder: string): SiteFile[] {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new SiteFolderError(`The folder ${folder} cannot be read: ${String(cause)}`, { cause });
  }
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => siteFile(path.slice(join(folder, sep).length).replaceAll(sep, '/'), readFileSync(path)));
  if (files.some(({ key }) => key === entryPage)) return files;
  throw new SiteFolderError(`The folder ${folder} holds no page: there is no ${entryPage} in it.`);
}

/** What S3 calls the ETag of an object that was uploaded in one part and encrypted with its own keys: the MD5 of its content. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html */
export function etagOf({ body }: SiteFile): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
