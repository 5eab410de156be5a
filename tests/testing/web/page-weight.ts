import { get } from 'node:http';
import type { Page } from 'playwright-core';
import type { Site } from './site.ts';

/** What a page is made of before it shows any data. */
const pageItself = ['document', 'script', 'stylesheet'];

/** Weighs what a browser with an empty cache fetches of the site from now on, each file once. */
export class PageWeight {
  readonly #origin: string;
  readonly #paths = new Set<string>();

  /** @param types Playwright's names of what counts: https://playwright.dev/docs/api/class-request#request-resource-type */
  constructor(page: Page, { origin }: Site, types = pageItself) {
    this.#origin = origin;
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === origin && types.includes(request.resourceType())) this.#paths.add(url.pathname);
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
