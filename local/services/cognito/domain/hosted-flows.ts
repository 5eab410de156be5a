import { ServiceError } from '../../service-error.ts';
import type { User } from '../directory/user.ts';
import { UserNotConfirmedException } from '../errors.ts';
import { authenticate } from '../flows/authenticate.ts';
import { signUp } from '../flows/sign-up.ts';
import type { UserPools } from '../user-pools.ts';
import type { AuthorizationCodes } from './authorization-codes.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { FormProtection, HostedSessions } from './hosted-sessions.ts';
import { redirect, withParameters } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';
import type { FormProblem } from './layout.ts';
import { errorPage } from './pages.ts';
import type { FormContext } from './pages.ts';
import { newPasswordPage } from './password-pages.ts';
import { signUpAttributes } from './sign-up-pages.ts';

/** What the pages stand on. */
export interface HostedPagesParts {
  readonly pools: UserPools;
  readonly codes: AuthorizationCodes;
  readonly sessions: HostedSessions;
  readonly protection: FormProtection;
}

/** Signs in with the form of the sign-in page. @throws ServiceError what is to be shown beside the form */
export async function signIn(
  parts: HostedPagesParts,
  authorization: AuthorizationRequest,
  request: DomainRequest,
): Promise<DomainResponse> {
  const { pools } = parts;
  const { pool, client, query } = authorization;
  const name = request.form.get('username') ?? '';
  try {
    const password = request.form.get('password') ?? '';
    const { user, newPasswordRequired } = await authenticate(pools, { pool, client, name, password });
    if (!newPasswordRequired) return sendCodeInSession(parts, authorization, user);
    const session = pools.challenges.begin(client, user.username);
    return newPasswordPage(context(parts, authorization, request), { session, name });
  } catch (error) {
    if (!(error instanceof UserNotConfirmedException)) throw error;
    return redirect(onward('/confirm', query, { username: name }), [], 303);
  }
}

/** Makes an account with the form of the sign-up page. @throws ServiceError as signIn does */
export async function register(
  parts: HostedPagesParts,
  authorization: AuthorizationRequest,
  { form }: DomainRequest,
): Promise<DomainResponse> {
  const { pool, client, query } = authorization;
  const name = (form.get('username') ?? '').trim();
  const attributes = Object.fromEntries(
    signUpAttributes(authorization).flatMap((attribute) => {
      const value = (form.get(attribute) ?? '').trim();
      return value === '' ? [] : [[attribute, value]];
    }),
  );
  const password = form.get('password') ?? '';
  if (name === '') throw new ServiceError('InvalidParameterException', 'Enter a name.');
  const { user, delivery } = await signUp(parts.pools, { pool, client, name, password, attributes });
  if (user.status === 'CONFIRMED') return sendCodeInSession(parts, authorization, user);
  if (delivery !== undefined) return redirect(onward('/confirm', query, { username: name }), [], 303);
  return errorPage(200, 'Account created', 'An administrator has to confirm it before you can sign in.');
}

/** Signs the browser in and sends it back to the client. */
export function sendCodeInSession(
  parts: HostedPagesParts,
  authorization: AuthorizationRequest,
  user: User,
): DomainResponse {
  const { cookie, authTime } = parts.sessions.begin(user);
  const response = sendCode(parts, authorization, user, authTime);
  return { ...response, status: 302, headers: { ...response.headers, 'set-cookie': [cookie] } };
}

/** Sends the browser back to the client with a code. */
export function sendCode(
  { codes }: HostedPagesParts,
  { client, redirectUri, isTryOut, scopes, codeChallenge, nonce, state }: AuthorizationRequest,
  user: User,
  authTime: number,
): DomainResponse {
  if (isTryOut) return redirect(redirectUri);
  const code = codes.issue({
    clientId: client.id,
    sub: user.sub,
    redirectUri,
    scopes,
    codeChallenge,
    nonce,
    authTime,
  });
  return redirect(withParameters(redirectUri, { code, state }));
}

/** The next page on the way, with the authorization request. */
export function onward(path: string, query: string, more: Record<string, string>): string {
  return withParameters(`${path}?${query}`, more);
}

/** What a form on a page needs. */
export function context(
  { protection }: HostedPagesParts,
  authorization: AuthorizationRequest,
  request: DomainRequest,
  problems: readonly FormProblem[] = [],
): FormContext {
  return { request: authorization, csrf: protection.protect(request), problems };
}
