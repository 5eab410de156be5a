import type { PasswordPolicy } from '../declarations/model.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { DomainResponse } from './http.ts';
import { html } from './html.ts';
import type { Content, Markup } from './html.ts';
import { field, renderPage } from './layout.ts';
import type { FormProblem } from './layout.ts';

/** What every form needs: the request it belongs to, and its protection against forgery. */
export interface FormContext {
  readonly request: AuthorizationRequest;
  readonly csrf: { readonly field: string; readonly cookie: string | undefined };
  readonly problems: readonly FormProblem[];
}

/** A form that carries the authorization request and its protection. */
export function form(context: FormContext, path: string, content: Content): Markup {
  return html`<form method="post" action="${path}?${context.request.query}">
    <input type="hidden" name="_csrf" value="${context.csrf.field}" />
    ${content}
  </form>`;
}

/** A page with a form. */
export function page(context: FormContext, title: string, content: Content): DomainResponse {
  return renderPage({
    title,
    content,
    problems: context.problems,
    status: context.problems.length > 0 ? 400 : 200,
    cookie: context.csrf.cookie,
    formTarget: context.request.redirectUri,
  });
}

/** Where the way through the pages leads. */
export function lead({ request }: FormContext): Markup {
  return html`<p class="lead">to continue to <strong>${request.client.name}</strong></p>`;
}

/** What the pool calls a name: user name, e-mail address or telephone number. */
export function nameLabel({ pool }: Pick<AuthorizationRequest, 'pool'>): { label: string; autocomplete: string } {
  const [first, second] = pool.usernameAttributes;
  if (first === undefined) {
    const alias = pool.aliasAttributes.includes('email') ? ' or email' : '';
    return { label: `User name${alias}`, autocomplete: 'username' };
  }
  if (second !== undefined) return { label: 'Email or phone number', autocomplete: 'username' };
  return first === 'email'
    ? { label: 'Email', autocomplete: 'email username' }
    : { label: 'Phone number', autocomplete: 'tel username' };
}

export function signInPage(context: FormContext, { name, notice }: { name?: string; notice?: string }): DomainResponse {
  const { request, problems } = context;
  const known = name !== undefined && name !== '';
  return page(
    context,
    'Sign in',
    html`${lead(context)} ${notice !== undefined && html`<p class="note" role="status">${notice}</p>`}
    ${form(
      context,
      '/login',
      html`${field({ name: 'username', ...nameLabel(request), value: name, problems, focus: !known })}
        ${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', problems, focus: known })}
        <p class="aside"><a href="/forgotPassword?${request.query}">Forgot your password?</a></p>
        <button type="submit">Sign in</button>`,
    )}
    ${
      !request.pool.allowAdminCreateUserOnly &&
      html`<p class="other">New here? <a href="/signup?${request.query}">Create an account</a></p>`
    }`,
  );
}

/** For requests that must not be sent on anywhere. */
export function errorPage(status: number, title: string, reason: string): DomainResponse {
  return renderPage({ title, status, content: html`<p class="lead">${reason}</p>` });
}

/** A password policy for people. */
export function policyText(policy: PasswordPolicy): string {
  const kinds = [
    policy.requireUppercase && 'a capital letter',
    policy.requireLowercase && 'a small letter',
    policy.requireNumbers && 'a number',
    policy.requireSymbols && 'a symbol',
  ].filter((kind) => kind !== false);
  const list = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1) ?? ''}` : kinds.join('');
  return `At least ${policy.minimumLength} characters${list === '' ? '' : `, with ${list}`}.`;
}
