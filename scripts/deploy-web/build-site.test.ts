import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildSite, watchSite } from './build-site.ts';
import type { SiteFile } from './site-file.ts';
import { PageFolder } from './testing/page-folder.ts';

let page: PageFolder;
beforeEach(() => void (page = new PageFolder()));
afterEach(() => page.remove());

const textOf = (files: readonly SiteFile[], key: RegExp): string | undefined =>
  files.find((file) => key.test(file.key))?.body.toString();

describe('building the page', () => {
  it('yields the files that belong into the bucket', async () => {
    const files = await buildSite(page.configFile);

    expect(files.map(({ key }) => key.replace(/-[\w-]{8}\./, '-HASH.')).sort()).toEqual([
      'assets/index-HASH.js',
      'index.html',
      'robots.txt',
    ]);
    expect(textOf(files, /\.js$/)).toContain('first');
  });

  it.each([
    ['what is no TypeScript', 'export const word = ;', /page\/src\/word\.ts:1:21/],
    ['a module that is not there', `import './nowhere.ts';\nexport const word = '';`, /page\/src\/word\.ts:1:8/],
    ['a name that is not exported', 'export const other = 1;', /page\/src\/main\.ts:1:10/],
  ])('names file and line of %s', async (_, text, place) => {
    page.write('page/src/word.ts', text);

    const error = await buildSite(page.configFile).catch((cause: unknown) => cause);

    expect(error).toMatchObject({ name: 'SiteBuildError', message: expect.stringMatching(place) });
    expect((error as Error).message).not.toContain('\u001b');
  });

  it('says what is wrong with the configuration', async () => {
    page.write('page/vite.config.ts', 'export default {');

    await expect(buildSite(page.configFile)).rejects.toMatchObject({
      name: 'SiteBuildError',
      message: expect.stringContaining('vite.config.ts'),
    });
  });
});

describe('watching the page', () => {
  it('builds it at once, and again after changes of what it is made of', async () => {
    const built: SiteFile[][] = [];
    const close = await watchSite(page.configFile, join(page.path, 'watched'), {
      built: (files) => void built.push(files),
      failed: (error) => expect.unreachable(error.message),
    });
    await vi.waitFor(() => expect(built).toHaveLength(1), { timeout: 20_000 });

    // A change that comes before the watcher looks would be missed: it is made until it is seen.
    await vi.waitFor(
      () => {
        page.write('page/src/word.ts', `export const word: string = 'second';\n`);
        expect(textOf(built.at(-1) ?? [], /\.js$/)).toContain('second');
      },
      { timeout: 20_000, interval: 500 },
    );
    await vi.waitFor(
      () => {
        page.write('page/public/robots.txt', 'second');
        expect(textOf(built.at(-1) ?? [], /robots/)).toBe('second');
      },
      { timeout: 20_000, interval: 500 },
    );
    await close();

    expect(built.at(-1)?.filter(({ key }) => key.endsWith('.js'))).toHaveLength(1);
  });

  it('says why it cannot be built, and goes on', async () => {
    const built: SiteFile[][] = [];
    const failed: string[] = [];
    page.write('page/src/word.ts', 'export const word = ;');
    const close = await watchSite(page.configFile, join(page.path, 'watched'), {
      built: (files) => void built.push(files),
      failed: ({ message }) => void failed.push(message),
    });
    await vi.waitFor(() => expect(failed).toEqual([expect.stringMatching(/word\.ts:1:21/)]), { timeout: 20_000 });

    await vi.waitFor(
      () => {
        page.write('page/src/word.ts', `export const word: string = 'mended';\n`);
        expect(textOf(built.at(-1) ?? [], /\.js$/)).toContain('mended');
      },
      { timeout: 20_000, interval: 500 },
    );
    await close();
  });
});
