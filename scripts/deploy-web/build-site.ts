import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build, type InlineConfig, type Plugin } from 'vite';
import { isObject } from '../../local/json.ts';
import { SiteBuildError } from './site-errors.ts';
import { readSite, type SiteFile } from './site-file.ts';

/**
 * Builds a page once.
 * @param configFile the configuration of Vite; the folder that it calls `build.outDir` holds the page afterwards
 * @throws SiteBuildError, SiteFolderError
 */
export async function buildSite(configFile: string): Promise<SiteFile[]> {
  let folder = '';
  const remember: Plugin = {
    name: 'remember-folder',
    configResolved({ root, build: { outDir } }) {
      folder = resolve(root, outDir);
    },
  };
  try {
    await build(options(configFile, remember));
  } catch (cause) {
    throw new SiteBuildError(faults(cause), { cause });
  }
  return readSite(folder);
}

/** What a page is built for, over and over. */
export interface BuildListener {
  /** Takes a page that was built. */
  readonly built: (files: SiteFile[]) => void;
  /** Takes why there is none. */
  readonly failed: (error: Error) => void;
}

/**
 * Builds a page whenever something changes that it is made of.
 * @param configFile the configuration of Vite
 * @param outDir where the page is built; nothing else may be there
 * @returns ends it
 * @throws SiteBuildError when the configuration cannot be read
 */
export async function watchSite(
  configFile: string,
  outDir: string,
  { built, failed }: BuildListener,
): Promise<() => Promise<void>> {
  const watched = await build({
    ...options(configFile, watchPublicFolder()),
    build: { watch: {}, outDir, emptyOutDir: true },
  }).catch((cause: unknown) => {
    throw new SiteBuildError(faults(cause), { cause });
  });
  if (!('on' in watched)) throw new SiteBuildError('Vite built the page, but does not watch it.');
  watched.on('event', async (event) => {
    if (event.code === 'ERROR') failed(new SiteBuildError(faults(event.error), { cause: event.error }));
    // The next build empties the folder, so it is read at once.
    if (event.code === 'BUNDLE_END') tell(outDir, { built, failed });
    if (event.code === 'ERROR' || event.code === 'BUNDLE_END') await event.result.close();
  });
  return () => watched.close();
}

function tell(outDir: string, { built, failed }: BuildListener): void {
  try {
    built(readSite(outDir));
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
  }
}

const options = (configFile: string, plugin: Plugin): InlineConfig => ({
  configFile,
  logLevel: 'silent',
  plugins: [plugin],
});

/** Files that are copied as they are belong to no module, so Vite does not watch them by itself. */
function watchPublicFolder(): Plugin {
  let folder = '';
  return {
    name: 'watch-public-folder',
    configResolved({ publicDir }) {
      folder = publicDir;
    },
    buildStart() {
      if (!existsSync(folder)) return;
      for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
        this.addWatchFile(join(folder, entry));
    },
  };
}

/** What keeps a page from being built, each fault with its file and line, as the bundler shows it but for the colours. */
function faults(error: unknown): string {
  const list: unknown[] = isObject(error) && Array.isArray(error.errors) ? error.errors : [error];
  return list.map((fault) => stripVTControlCharacters(faultText(fault)).trimEnd()).join('\n');
}

function faultText(fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  const id = isObject(fault) && typeof fault.id === 'string' ? relative(process.cwd(), fault.id) : '';
  return message.includes(id) ? message : `${id}: ${message}`;
}
