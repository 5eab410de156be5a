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

/** Makes the API's client: every call but the one for its health carries the access token of whoever is signed in. */
export function createApi(apiUrl: string, session: Session): Api {
  const api = createClient<paths>({ baseUrl: apiUrl });
  api.use({
    async onRequest({ request, schemaPath }) {
      if (schemaPath === '/health') return;
      const token = await session.accessToken();
      if (token === undefined) throw new SignedOutError();
      request.headers.set('Authorization', `Bearer ${token}`);
    },
    onResponse({ response }) {
      if (response.status === 401) session.expire();
    },
  });
  return api;
}
