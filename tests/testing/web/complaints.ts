import type { BrowserContext, ConsoleMessage } from 'playwright-core';

/** A failure of the network that a test brings about, or expects: the browser writes it to the console as an error. */
interface ExpectedFailure {
  readonly url: RegExp;
  /** The HTTP status; 0 where no answer comes. */
  readonly status: number;
}

/**
 * Listens to everything that is not to happen in a browser: errors and warnings in the console (a violation of the
 * Content-Security-Policy is one), errors that nobody catches, dialogs, and requests that go elsewhere.
 */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #expected: ExpectedFailure[] = [];

  /** @param origins where requests may go */
  constructor(context: BrowserContext, origins: readonly string[]) {
    context.on('console', (message) => this.#console(message));
    context.on('weberror', (error) => this.#heard.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on('dialog', (dialog) => {
      this.#heard.push(`dialog: ${dialog.message()}`);
      // The end of a test may close the page meanwhile.
      dialog.dismiss().catch(() => undefined);
    });
    context.on('request', (request) => {
      if (!origins.includes(new URL(request.url()).origin)) this.#heard.push(`request to elsewhere: ${request.url()}`);
    });
  }

  /** What was heard so far and was not expected. */
  get heard(): readonly string[] {
    return this.#heard;
  }

  /** Expects the browser to say that requests failed. @param status 0 where no answer comes */
  expect(url: RegExp, status: number): void {
    this.#expected.push({ url, status });
  }

  #console(message: ConsoleMessage): void {
    if (!['error', 'warning'].includes(message.type())) return;
    const { url } = message.location();
    const text = message.text();
    if (this.#expected.some((failure) => failure.url.test(url) && tellsOf(failure.status, text))) return;
    this.#heard.push(`console: ${text} (${url})`);
  }
}

function tellsOf(status: number, text: string): boolean {
  const said = status === 0 ? 'net::ERR_' : `the server responded with a status of ${status} `;
  return text.startsWith(`Failed to load resource: ${said}`);
}
