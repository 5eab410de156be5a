import type { Page, Request, Route } from 'playwright-core';
import type { Complaints } from './complaints.ts';
import type { Site } from './site.ts';

/** Which requests to the API are meant: all but those for its health, or those with this method. */
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Ends a fault: what is sent from now on is answered as ever. */
export type Mend = () => Promise<void>;

/** What can be wrong with the API, as the page sees it. */
export class Faults {
  readonly #page: Page;
  readonly #api: string;
  readonly #complaints: Complaints;
  readonly #anyPath: RegExp;

  constructor(page: Page, { api }: Site, complaints: Complaints) {
    this.#page = page;
    this.#api = api;
    this.#complaints = complaints;
    this.#anyPath = new RegExp(`^${api.replaceAll(/[.:/]/g, String.raw`\$&`)}/`);
  }

  /** Nobody answers. */
  async stop(method?: Method): Promise<Mend> {
    this.#complaints.expect(this.#anyPath, 0);
    return this.#intercept(method, (route) => route.abort('connectionrefused'));
  }

  /** Every answer takes so long. @param milliseconds from the request to the answer */
  async slow(milliseconds: number, method?: Method): Promise<Mend> {
    return this.#intercept(method, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      // The page may have given up meanwhile.
      await route.continue().catch(() => undefined);
    });
  }

  /** No answer comes until the fault is mended; then all come. */
  async hold(method?: Method): Promise<Mend> {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const mend = await this.#intercept(method, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    return async () => {
      release();
      await mend();
    };
  }

  /** The API refuses with 429 or 503. @param retryAfter seconds, as its header says */
  async refuse(status: 429 | 503, retryAfter: number, method?: Method): Promise<Mend> {
    this.#complaints.expect(this.#anyPath, status);
    return this.#intercept(method, (route) => route.fulfill(refusal(status, retryAfter)));
  }

  /** Requests reach the API and do their work there, but the answers are lost. */
  async loseAnswers(method?: Method): Promise<Mend> {
    this.#complaints.expect(this.#anyPath, 0);
    return this.#intercept(method, async (route) => {
      // A connection that the API closes while it is taken again is no fault of this kind.
      await route.fetch({ maxRetries: 2 });
      await route.abort('connectionreset');
    });
  }

  /** The API does not take the token. */
  async forgetSessions(): Promise<Mend> {
    this.#complaints.expect(this.#anyPath, 401);
    return this.#intercept(undefined, (route) => route.fulfill(refusal(401)));
  }

  async #intercept(
    method: Method | undefined,
    handle: (route: Route, request: Request) => Promise<void>,
  ): Promise<Mend> {
    let isOver = false;
    const handler = async (route: Route, request: Request): Promise<void> => {
      if (method !== undefined && request.method() !== method) return route.fallback();
      await handle(route, request).catch((error: unknown) => {
        // What is under way then may meet a page that was closed.
        if (!isOver) throw error;
      });
    };
    await this.#page.route(`${this.#api}/**`, handler);
    return () => {
      isOver = true;
      return this.#page.unroute(`${this.#api}/**`, handler);
    };
  }
}

const names = { 401: 'unauthorized', 429: 'too-many-requests', 503: 'unavailable' };

/** An answer in the shape that the contract gives errors. */
function refusal(status: 401 | 429 | 503, retryAfter?: number): Parameters<Route['fulfill']>[0] {
  return {
    status,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: `urn:dragons:problem:${names[status]}`,
      title: 'No',
      status,
      detail: 'Not now.',
      requestId: '00000000-0000-4000-8000-000000000000',
    }),
  };
}
