import { ServiceError } from '../../service-error.ts';
import { choosePassword } from '../flows/authenticate.ts';
import { confirmForgotPassword, forgotPassword } from '../flows/reset-password.ts';
import { confirmSignUp, resendConfirmationCode } from '../flows/sign-up.ts';
import type { UserPools } from '../user-pools.ts';
import { checkAuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { problemOf } from './form-problem.ts';
import { context, onward, register, sendCode, sendCodeInSession, signIn } from './hosted-flows.ts';
import type { HostedPagesParts } from './hosted-flows.ts';
import { redirect, withParameters } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';
import type { FormProblem } from './layout.ts';
import { errorPage, signInPage } from './pages.ts';
import type { FormContext } from './pages.ts';
import { forgotPasswordPage, newPasswordPage, resetPasswordPage } from './password-pages.ts';
import { confirmPage, signUpPage } from './sign-up-pages.ts';

type Handler = (request: DomainRequest) => DomainResponse | Promise<DomainResponse>;
type PageHandler = (
  authorization: AuthorizationRequest,
  request: DomainRequest,
) => DomainResponse | Promise<DomainResponse>;

/** The pages that people see on their way to an authorization code, by method and path. */
export function hostedPages(parts: HostedPagesParts): Record<string, Handler> {
  const { pools, sessions } = parts;
  const show = (page: (context: FormContext, request: DomainRequest) => DomainResponse): Handler =>
    withAuthorization(pools, (authorization, request) => page(context(parts, authorization, request), request));
  const submit = (act: PageHandler, again: (context: FormContext, request: DomainRequest) => DomainResponse): Handler =>
    withAuthorization(pools, async (authorization, request) => {
      const retry = (problem: FormProblem) => again(context(parts, authorization, request, [problem]), request);
      if (!parts.protection.holds(request)) {
        return { ...retry({ message: 'This page was too old to be sent. Please try once more.' }), status: 403 };
      }
      try {
        return await act(authorization, request);
      } catch (error) {
        if (error instanceof ServiceError) return retry(problemOf(error));
        throw error;
      }
    });
  const name = ({ query, form }: DomainRequest) => form.get('username') ?? query.get('username') ?? '';

  return {
    'GET /oauth2/authorize': withAuthorization(pools, (authorization, request) => {
      const session = authorization.prompt === 'login' ? undefined : sessions.find(pools, authorization.pool, request);
      if (session !== undefined) return sendCode(parts, authorization, session.user, session.authTime);
      if (authorization.prompt === 'none') {
        const { redirectUri, state } = authorization;
        return redirect(withParameters(redirectUri, { error: 'login_required', state }));
      }
      return redirect(`/login?${authorization.query}`);
    }),
    'GET /login': show((form, request) => {
      const notice = notices.get(request.query.get('notice') ?? '');
      const hint = request.query.get('username') ?? form.request.loginHint;
      return signInPage(form, { ...(hint !== undefined && { name: hint }), ...(notice !== undefined && { notice }) });
    }),
    'POST /login': submit(
      (authorization, request) => signIn(parts, authorization, request),
      (form, request) => signInPage(form, { name: name(request) }),
    ),
    'GET /signup': show((form) => signUpPage(form, new URLSearchParams())),
    'POST /signup': submit(
      (authorization, request) => register(parts, authorization, request),
      (form, request) => signUpPage(form, request.form),
    ),
    'GET /confirm': show((form, request) => confirmPage(form, { name: name(request) })),
    'POST /confirm': submit(
      ({ pool, client, query }, request) => {
        if (request.form.has('again')) {
          resendConfirmationCode(pools, { pool, client, name: name(request) });
          return redirect(onward('/confirm', query, { username: name(request) }), [], 303);
        }
        confirmSignUp(pools, { pool, client, name: name(request), code: (request.form.get('code') ?? '').trim() });
        return redirect(onward('/login', query, { username: name(request), notice: 'confirmed' }), [], 303);
      },
      (form, request) => confirmPage(form, { name: name(request) }),
    ),
    'POST /newPassword': submit(
      async (authorization, request) => {
        const { pool, client } = authorization;
        const session = request.form.get('session') ?? '';
        const user = pools.users.get(pool, pools.challenges.usernameOf(session, client));
        const changed = await choosePassword(pools, { pool, user, password: request.form.get('password') ?? '' });
        pools.challenges.end(session);
        return sendCodeInSession(parts, authorization, changed);
      },
      (form, request) => newPasswordPage(form, { session: request.form.get('session') ?? '', name: name(request) }),
    ),
    'GET /forgotPassword': show((form) => forgotPasswordPage(form, {})),
    'POST /forgotPassword': submit(
      ({ pool, client, query }, request) => {
        forgotPassword(pools, { pool, client, name: name(request) });
        return redirect(onward('/resetPassword', query, { username: name(request) }), [], 303);
      },
      (form, request) => forgotPasswordPage(form, { name: name(request) }),
    ),
    'GET /resetPassword': show((form, request) => resetPasswordPage(form, { name: name(request) })),
    'POST /resetPassword': submit(
      async ({ pool, client, query }, request) => {
        const code = (request.form.get('code') ?? '').trim();
        const password = request.form.get('password') ?? '';
        await confirmForgotPassword(pools, { pool, client, name: name(request), code, password });
        return redirect(onward('/login', query, { username: name(request), notice: 'changed' }), [], 303);
      },
      (form, request) => resetPasswordPage(form, { name: name(request) }),
    ),
  };
}

/** The only texts that a link can make a page show. */
const notices = new Map([
  ['confirmed', 'Your account is confirmed. You can sign in now.'],
  ['changed', 'Your password was changed. You can sign in now.'],
]);

/** Lets a page be seen only with an authorization request that is whole. */
function withAuthorization(pools: UserPools, handler: PageHandler): Handler {
  return (request) => {
    const checked = checkAuthorizationRequest(pools, authorizationQuery(request));
    switch (checked.outcome) {
      case 'valid':
        return handler(checked.request, request);
      case 'refused':
        return redirect(checked.location);
      case 'unknown':
        return errorPage(400, 'This sign-in link does not work', checked.reason);
    }
  };
}

/** The pages' own parameters are not part of the authorization request. */
function authorizationQuery({ path, query }: DomainRequest): URLSearchParams {
  if (path === '/oauth2/authorize') return query;
  return new URLSearchParams([...query].filter(([name]) => name !== 'username' && name !== 'notice'));
}
