import { callback, lair, password, pkce, poolId, webClientId } from './fixture.ts';
import type { Handler, Lair, TemplateChanges } from './fixture.ts';

/** What the token endpoint may answer; a test says with `expect` what it did. */
export type OAuthAnswer = Record<'access_token' | 'id_token' | 'refresh_token' | 'error' | 'error_description', string>;

/** A running domain, and a browser of sorts: it keeps cookies and does not follow redirects. */
export interface Visitor {
  readonly local: Lair;
  readonly base: string;
  readonly verifier: string;
  readonly errors: unknown[];
  /** A valid authorization request, with changes; undefined takes a parameter out. */
  query(changes?: Record<string, string | undefined>): string;
  get(path: string): Promise<Response>;
  /** Sends a form, with the field against forgery of the page that was seen last. */
  post(path: string, form: Record<string, string>): Promise<Response>;
  /** Signs in and gives the address that the browser is sent to. */
  signIn(changes?: Record<string, string | undefined>, username?: string): Promise<URL>;
  /** Calls the token endpoint. */
  token(
    form: Record<string, string | undefined>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: OAuthAnswer }>;
  /** Takes a code for tokens. */
  exchange(code: string, more?: Record<string, string | undefined>): Promise<{ status: number; body: OAuthAnswer }>;
  close(): Promise<void>;
}

/** Starts a domain for one test file. */
export async function visitor(changes: TemplateChanges = {}, handlers: Record<string, Handler> = {}): Promise<Visitor> {
  const local = await lair(changes, { handlers });
  await local.ensureUser({
    poolId,
    username: 'ada',
    password,
    attributes: { email: 'ada@example.com' },
    groups: ['Keepers'],
  });
  const errors: unknown[] = [];
  const server = local.domainServer({ onError: (error) => errors.push(error) });
  const base = await server.listen(0);
  const { verifier, challenge } = pkce();
  const jar = new Map<string, string>();
  let csrf = '';

  const remember = async (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const page = await response.clone().text();
    csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? csrf;
    return response;
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  const self: Visitor = {
    local,
    base,
    verifier,
    errors,
    query: (overrides = {}) =>
      form({
        client_id: webClientId,
        response_type: 'code',
        redirect_uri: callback,
        scope: 'openid email lair/read',
        state: 'a state & more',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...overrides,
      }).toString(),
    get: async (path) => remember(await fetch(base + path, { redirect: 'manual', headers: { cookie: cookie() } })),
    post: async (path, fields) =>
      remember(
        await fetch(base + path, {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie: cookie() },
          body: form({ _csrf: csrf, ...fields }),
        }),
      ),
    async signIn(overrides = {}, username = 'ada') {
      const query = self.query(overrides);
      await self.get(`/login?${query}`);
      const response = await self.post(`/login?${query}`, { username, password });
      return new URL(response.headers.get('location') ?? 'about:blank');
    },
    async token(fields, headers = {}) {
      const response = await fetch(`${base}/oauth2/token`, { method: 'POST', headers, body: form(fields) });
      return { status: response.status, body: (await response.json()) as OAuthAnswer };
    },
    exchange: (code, more = {}) =>
      self.token({
        grant_type: 'authorization_code',
        client_id: webClientId,
        redirect_uri: callback,
        code_verifier: verifier,
        code,
        ...more,
      }),
    close: () => server.close(),
  };
  return self;
}

function form(fields: Record<string, string | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
