import { get } from 'node:http';
import type { Page } from 'playwright-core';
import type { Site } from './site.ts';

/** Weighs what a browser with an empty cache fetches of the site from now on: documents, scripts and styles, each once. */
export class PageWeight {
  readonly #origin: string;
  readonly #paths = new Set<string>();

  constructor(page: Page, { origin }: Site) {
    this.#origin = origin;
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === origin && ['document', 'script', 'stylesheet'].includes(request.resourceType())) {
        this.#paths.add(url.pathname);
      }
    });
  }

  /** What was fetched so far: paths of files. */
  get paths(): readonly string[] {
    return [...this.#paths];
  }

  /** How many bytes the site sends for all of it to a browser that takes gzip, without headers. */
  async gzip(): Promise<number> {
    const sizes = await Promise.all(this.paths.map(async (path) => bytesOf(this.#origin + path)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

/** Bytes of a body as it is on the way: `fetch` would unpack it. */
async function bytesOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });
}
