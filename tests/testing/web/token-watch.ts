import type { Page, Response } from 'playwright-core';
import type { Site } from './site.ts';

/** One exchange at the user pool's token endpoint. */
interface Exchange {
  readonly grant: string | null;
  /** The refresh token that was handed in. */
  readonly handedIn: string | null;
  readonly status: number;
  /** The tokens that were given. */
  readonly given: Readonly<Record<'access_token' | 'id_token' | 'refresh_token', string | undefined>>;
}

/** Follows what a page exchanges at the token endpoint from now on. */
export class TokenWatch {
  readonly #exchanges: Promise<Exchange>[] = [];

  constructor(page: Page, { domain }: Site) {
    page.on('response', (response) => {
      if (response.url() === `${domain}/oauth2/token`) this.#follow(exchangeOf(response));
    });
  }

  /** Waits for those under way. Rejects when the page was closed before an answer had come whole. */
  async exchanges(): Promise<Exchange[]> {
    return Promise.all(this.#exchanges);
  }

  #follow(exchange: Promise<Exchange>): void {
    this.#exchanges.push(exchange);
    // The end of a test closes the page, maybe in the middle of an answer: only who asks for the exchanges hears of that.
    exchange.catch(() => undefined);
  }
}

/** Lets the page believe that access tokens are good for so many seconds only. */
export async function shortenTokens(page: Page, { domain }: Site, seconds: number): Promise<void> {
  await page.route(`${domain}/oauth2/token`, async (route) => {
    const response = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response, json: { ...((await response.json()) as object), expires_in: seconds } });
  });
}

/** What the user pool answers to a refresh token: 200, or 400 when it is not good any more. */
export async function refreshStatus({ domain, dragons }: Site, refreshToken: string | undefined): Promise<number> {
  const { status } = await fetch(`${domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: dragons.stack.outputs.WebClientId as string,
      refresh_token: refreshToken ?? '',
    }),
  });
  return status;
}

async function exchangeOf(response: Response): Promise<Exchange> {
  const form = new URLSearchParams(response.request().postData() ?? '');
  return {
    grant: form.get('grant_type'),
    handedIn: form.get('refresh_token'),
    status: response.status(),
    given: (await response.json()) as Exchange['given'],
  };
}
