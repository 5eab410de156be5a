import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/contract.ts';
import type { Session } from '../session/session.ts';
import { SignedOutError } from './outcome.ts';

/** The API's client, typed by the contract. */
export type Api = Client<paths>;

/** The contract's schemas. */
export type Schemas = components['schemas'];
export type Dragon = Schemas['Dragon'];
export type Report = Schemas['Report'];

/** What the API's client needs of the session. */
export type TokenSource = Pick<Session, 'accessToken' | 'accessTokenInsteadOf' | 'expire'>;

/** Longer than this no answer takes, in milliseconds: API Gateway itself gives up after 29 seconds. */
const patience = 35_000;

/** Makes the API's client: every call but the one for its health carries the access token of whoever is signed in. */
export function createApi(apiUrl: string, session: TokenSource): Api {
  return createClient<paths>({
    baseUrl: apiUrl,
    fetch: async (request) =>
      request.url === `${apiUrl}/health` ? await fetchInTime(request) : await fetchSignedIn(request, session),
  });
}

/** A token that is not taken is replaced once: it may have run out on a computer whose clock was set back. */
async function fetchSignedIn(request: Request, session: TokenSource): Promise<Response> {
  const again = request.clone();
  const token = given(await session.accessToken());
  const answer = await fetchInTime(request, token);
  if (answer.status !== 401) return answer;
  const other = given(await session.accessTokenInsteadOf(token));
  const secondAnswer = await fetchInTime(again, other);
  if (secondAnswer.status === 401) session.expire();
  return secondAnswer;
}

function given(token: string | undefined): string {
  if (token === undefined) throw new SignedOutError();
  return token;
}

async function fetchInTime(request: Request, token?: string): Promise<Response> {
  if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
  return await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) });
}
