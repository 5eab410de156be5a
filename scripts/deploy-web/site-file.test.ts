import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSite, siteFile } from './site-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dragons-site-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file of the page', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['config.json', 'application/json', 'no-cache'],
    ['favicon.svg', 'image/svg+xml', 'no-cache'],
    ['assets/index-D3.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['assets/index-D3.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('says what it is and how long it may be kept: %s', (key, contentType, cacheControl) => {
    expect(siteFile(key, Buffer.of())).toMatchObject({ contentType, cacheControl });
  });

  it('is refused when nobody knows what it is', () => {
    expect(() => siteFile('assets/setup.exe', Buffer.of())).toThrow(/content type of assets\/setup\.exe/);
  });
});

describe('the folder of a page', () => {
  it('is read with what lies below it, under the paths that the page has', () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<p>');
    writeFileSync(join(folder, 'assets/a.js'), '1');

    const files = readSite(`${folder}/`).map(({ key, body }) => [key, body.toString()]);

    expect(files.sort()).toEqual([
      ['assets/a.js', '1'],
      ['index.html', '<p>'],
    ]);
  });

  it('is refused when there is no page in it, or when it is not there', () => {
    expect(() => readSite(folder)).toThrow(/holds no page: there is no index\.html in it/);
    expect(() => readSite(join(folder, 'nowhere'))).toThrow(/nowhere cannot be read/);
  });
});
