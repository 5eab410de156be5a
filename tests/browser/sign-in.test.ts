import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../../local/testing/browser.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';

// A browser and a whole stack at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 120_000 });

const browser = await launchBrowser();
// Where the web client would be: it only has to answer.
const application = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Back</h1>'));
let origin: string;
let dragons: DragonsStack;

const clientId = () => dragons.stack.outputs.WebClientId as string;

/** Opens the sign-in page the way a web client does: authorization code with PKCE. */
async function authorize(page: Page, scope: string): Promise<{ verifier: string; state: string }> {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId(),
    redirect_uri: `${origin}/callback`,
    scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  await page.goto(`${dragons.stack.addresses.domain}/oauth2/authorize?${query.toString()}`);
  return { verifier, state };
}

/** Trades the code that the browser came back with for tokens. */
async function exchange(
  page: Page,
  { verifier, state }: { verifier: string; state: string },
): Promise<Record<string, string>> {
  await page.waitForURL((url) => url.pathname === '/callback');
  const back = new URL(page.url());
  expect(back.searchParams.get('state')).toBe(state);
  const response = await fetch(`${dragons.stack.addresses.domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId(),
      code: back.searchParams.get('code') ?? '',
      redirect_uri: `${origin}/callback`,
      code_verifier: verifier,
    }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, string>;
}

const scopesOf = (token = ''): string[] =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { scope: string }).scope.split(' ');

describe.skipIf(browser === undefined)('somebody in a browser', () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(application.address() as AddressInfo).port}`;
    dragons = await startDragons({ parameters: { Stage: 'local', WebOrigin: origin } });
  });
  afterAll(async () => {
    await browser?.close();
    await dragons.close();
    application.close();
  });

  it('a browser signs in through the hosted page with PKCE, comes back with a code, and its token gets dragons', async () => {
    const page = await browser!.newPage();
    const request = await authorize(page, 'openid dragons/read');

    await page.getByLabel('User name').fill('reader');
    await page.getByLabel('Password').fill(dragons.stack.sampleUsers[0]?.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const tokens = await exchange(page, request);

    const answer = await dragons.api('/dragons?family=red', { token: tokens.access_token ?? '' });
    expect(answer.status).toBe(200);
    expect((JSON.parse(answer.body) as { items: unknown[] }).items).toHaveLength(7);
    expect((await dragons.api('/dragons', { token: tokens.id_token ?? '' })).status).toBe(401);
  });

  it('somebody who signs up is confirmed by the trigger and may read, however many scopes the client asks for', async () => {
    const page = await (await browser!.newContext()).newPage();
    const request = await authorize(page, 'openid dragons/read dragons/write dragons/admin');

    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('User name').fill('newcomer');
    await page.getByLabel('Email').fill('newcomer@example.com');
    await page.getByLabel('Password').fill('Dragons-are-real-2');
    await page.getByRole('button', { name: 'Create account' }).click();
    const tokens = await exchange(page, request);

    expect(scopesOf(tokens.access_token)).toContain('dragons/read');
    expect(scopesOf(tokens.access_token)).not.toContain('dragons/write');
    expect(scopesOf(tokens.access_token)).not.toContain('dragons/admin');
  });
});
