import { afterAll, beforeAll, expect, it } from 'vitest';

import { callback, machineClientId, password, webClientId } from '../testing/fixture.ts';
import { visitor } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';

let visit: Visitor;
beforeAll(async () => {
  visit = await visitor();
});
afterAll(async () => {
  await visit.close();
  expect(visit.errors).toEqual([]);
});

const links = (page: string) =>
  [...page.matchAll(/<a href="([^"]+)"/g)].map(([, link]) => link!.replaceAll('&amp;', '&'));
const follow = async (path: string) => {
  let response = await visit.get(path);
  for (
    let location = response.headers.get('location');
    location !== null;
    location = response.headers.get('location')
  ) {
    expect(location).toMatch(/^\//);
    response = await visit.get(location);
  }
  return { path: response.url.slice(visit.base.length), text: await response.text() };
};

it('a person without an application can see who may sign in, sign in and sign out', async () => {
  const start = await follow('/');
  const signIn = links(start.text).find((link) => link.includes(webClientId))!;

  const form = await follow(signIn);
  const signedIn = await visit.post(form.path, { username: 'ada', password });
  const end = await follow(signedIn.headers.get('location')!);
  const startAgain = await follow('/');
  const signedOut = await follow(links(end.text).find((link) => link.startsWith('/logout'))!);

  expect(start.text).toContain('lair-web');
  expect(start.text).not.toContain(machineClientId);
  expect(form.text).toContain('<h1>Sign in</h1>');
  expect(end.text).toContain('<strong>ada</strong> (Keepers)');
  expect(end.text).toContain('no code was made');
  expect(startAgain.text).toContain('Signed in as <strong>ada</strong>');
  expect(signedOut.text).toContain('<h1>Sign in</h1>');
  expect((await follow('/')).text).not.toContain('Signed in as');
});

it('a try-out gives nobody a code, and is no callback address of an application', async () => {
  const tryOut = visit.query({ redirect_uri: 'local:try-out' });
  await visit.get(`/login?${tryOut}`);
  const signedIn = await visit.post(`/login?${tryOut}`, { username: 'ada', password });
  const silent = await visit.get(`/oauth2/authorize?${tryOut}`);
  const address = await visit.get(`/oauth2/authorize?${visit.query({ redirect_uri: `${visit.base}/try-out` })}`);

  for (const { headers } of [signedIn, silent])
    expect(headers.get('location')).toBe(`/try-out?client_id=${webClientId}`);
  expect(address.status).toBe(400);
  expect((await visit.get(`/oauth2/authorize?${visit.query()}`)).headers.get('location')).toContain(
    `${callback}?code=`,
  );
});

it('the page at the end of a try-out leads back to the start without a sign-in', async () => {
  const fresh = await fetch(`${visit.base}/try-out?client_id=${webClientId}`, { redirect: 'manual' });

  expect(fresh.headers.get('location')).toBe('/');
});

it('a link without a client is refused in the same words at every page', async () => {
  for (const path of ['/login', '/logout']) {
    const missing = await visit.get(path);
    const unknown = await visit.get(`${path}?client_id=nobody`);

    expect([missing.status, await missing.text()]).toEqual([
      400,
      expect.stringContaining('names no client (client_id)'),
    ]);
    expect(await unknown.text()).toContain('There is no client with this client_id.');
  }
});
