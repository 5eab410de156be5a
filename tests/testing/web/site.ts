import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { root } from '../contract.ts';
import { startDragons, type DragonsStack } from '../dragons-stack.ts';

/** The page as it is built and deployed, from the local CloudFront, and the application that it shows; on free ports. */
export interface Site {
  /** Where the page is. */
  readonly origin: string;
  readonly api: string;
  /** The user pool's domain. */
  readonly domain: string;
  readonly dragons: DragonsStack;
  close(): Promise<void>;
}

/** Builds the page, starts the application and deploys the page to it. */
export async function startSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'dragons-site-'));
  try {
    // One after the other: a build keeps this process busy, and functions do not wait long for the AWS endpoint in it.
    await buildPage(folder);
    const dragons = await startDragons();
    try {
      const { api = '', domain, site: origin = '' } = dragons.stack.addresses;
      await deploy(folder, dragons.endpoint);
      return { origin, api, domain, dragons, close: () => dragons.close() };
    } catch (error) {
      await dragons.close();
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** In a folder of its own: the tests of several files may run at a time. */
async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: join(root, 'web/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
}

async function deploy(folder: string, endpoint: string): Promise<void> {
  const script = join(root, 'scripts/deploy-web.ts');
  await promisify(execFile)(process.execPath, [script, '--folder', folder, '--stage', 'local', '--endpoint', endpoint]);
}
