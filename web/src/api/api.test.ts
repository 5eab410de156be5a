import { afterEach, expect, it, vi } from 'vitest';
import { createApi, type TokenSource } from './api.ts';
import { outcomeOf } from './outcome.ts';

afterEach(() => void vi.unstubAllGlobals());

/** An API that takes one token only, and the requests that reached it: their token and body. */
function apiThatTakes(taken: string) {
  const requests: [string | null, string][] = [];
  vi.stubGlobal('fetch', async (request: Request): Promise<Response> => {
    const token = request.headers.get('authorization');
    requests.push([token, await request.text()]);
    return token === `Bearer ${taken}` ? Response.json({ items: [] }) : Response.json({}, { status: 401 });
  });
  return requests;
}

/** Somebody who has these tokens, one after the other. */
function sessionWith(...tokens: (string | undefined)[]) {
  const expire = vi.fn<() => void>();
  const session: TokenSource = {
    accessToken: () => Promise.resolve(tokens[0]),
    accessTokenInsteadOf: (refused) => Promise.resolve(tokens[tokens.indexOf(refused) + 1]),
    expire,
  };
  return { session, expire };
}

const dragon = {
  dragonName: 'Atlas',
  family: 'red',
  description: 'Big',
  city: 'Reno',
  country: 'USA',
  state: 'Nevada',
  neighborhood: 'West',
};
const report = { ...dragon, reportingPhoneNumber: '+15555550123' };
const reportDragon = (session: TokenSource) =>
  outcomeOf(() =>
    createApi('https://api.example/dev', session).POST('/dragons', {
      params: { header: { 'Idempotency-Key': 'key-0000000000000001' } },
      body: report,
    }),
  );

it('a call whose token is not taken is made once more, with another one and the same body', async () => {
  const requests = apiThatTakes('second');
  const { session, expire } = sessionWith('first', 'second');

  expect(await reportDragon(session)).toMatchObject({ kind: 'answered' });

  expect(requests.map(([token]) => token)).toEqual(['Bearer first', 'Bearer second']);
  expect(requests.map(([, body]): unknown => JSON.parse(body))).toEqual([report, report]);
  expect(expire).not.toHaveBeenCalled();
});

it('a session whose next token is not taken either is over', async () => {
  const requests = apiThatTakes('another one');
  const { session, expire } = sessionWith('first', 'second', 'third');

  await reportDragon(session);

  expect(requests).toHaveLength(2);
  expect(expire).toHaveBeenCalledOnce();
});

it('nothing is sent when nobody is signed in', async () => {
  const requests = apiThatTakes('any');

  expect(await reportDragon(sessionWith(undefined).session)).toEqual({ kind: 'signed-out' });

  expect(requests).toEqual([]);
});

it('health is asked for by anybody', async () => {
  const requests = apiThatTakes('any');
  const { session, expire } = sessionWith(undefined);

  await outcomeOf(() => createApi('https://api.example/dev', session).GET('/health'));

  expect(requests).toEqual([[null, '']]);
  expect(expire).not.toHaveBeenCalled();
});
