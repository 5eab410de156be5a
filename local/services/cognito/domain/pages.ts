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

function form(context: FormContext, path: string, content: Content): Markup {
  return html`<form method="post" action="${path}?${context.request.query}">
    <input type="hidden" name="_csrf" value="${context.csrf.field}" />
    ${content}
  </form>`;
}

function page(context: FormContext, title: string, content: Content): DomainResponse {
  return renderPage({
    title,
    content,
    problems: context.problems,
    status: context.problems.length > 0 ? 400 : 200,
    cookie: context.csrf.cookie,
    formTarget: context.request.redirectUri,
  });
}

function lead({ request }: FormContext): Markup {
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

export function signUpPage(context: FormContext, values: URLSearchParams): DomainResponse {
  const { request, problems } = context;
  const { pool } = request;
  return page(
    context,
    'Create an account',
    html`${lead(context)}
      ${form(
        context,
        '/signup',
        html`${field({
            name: 'username',
            ...nameLabel({ pool: { ...pool, aliasAttributes: [] } }),
            value: values.get('username') ?? undefined,
            problems,
            focus: true,
          })}
          ${signUpAttributes(request).map((name) =>
            field({
              name,
              label: attributeLabels[name] ?? name.replace('custom:', '').replaceAll('_', ' '),
              type: name === 'email' ? 'email' : name === 'phone_number' ? 'tel' : 'text',
              autocomplete: autocompletes[name] ?? 'off',
              value: values.get(name) ?? undefined,
              problems,
            }),
          )}
          ${field({
            name: 'password',
            label: 'Password',
            type: 'password',
            autocomplete: 'new-password',
            hint: policyText(pool.passwordPolicy),
            problems,
          })} <button type="submit">Create account</button>`,
      )}
      <p class="other">Have an account? <a href="/login?${request.query}">Sign in</a></p>`,
  );
}

/** What the sign-up form asks for beside name and password: what the pool requires or verifies. */
export function signUpAttributes({ pool }: AuthorizationRequest): string[] {
  const required = [...pool.schema.values()].filter((attribute) => attribute.required).map(({ name }) => name);
  return [...new Set([...pool.autoVerifiedAttributes, ...required])].filter(
    (name) => !pool.usernameAttributes.some((known) => known === name),
  );
}

export function confirmPage(context: FormContext, { name, notice }: { name: string; notice?: string }): DomainResponse {
  return page(
    context,
    'Confirm your account',
    html`<p class="lead">for <strong>${name}</strong></p>
      ${notice !== undefined && html`<p class="note" role="status">${notice}</p>`}
      ${form(
        context,
        '/confirm',
        html`<input type="hidden" name="username" value="${name}" />
          ${field({
            name: 'code',
            label: 'Confirmation code',
            autocomplete: 'one-time-code',
            numeric: true,
            hint: 'No mail is sent here: the six digits are in the log of the local stack.',
            problems: context.problems,
            focus: true,
          })}
          <button type="submit">Confirm account</button>
          <button type="submit" class="quiet" name="again" value="1" formnovalidate>
            Write a new code to the log
          </button>`,
      )}
      <p class="other"><a href="/login?${context.request.query}">Back to sign in</a></p>`,
  );
}

export function newPasswordPage(context: FormContext, { session, name }: { session: string; name: string }) {
  return page(
    context,
    'Choose a new password',
    html`<p class="lead">The password you used was a temporary one.</p>
      ${form(
        context,
        '/newPassword',
        html`<input type="hidden" name="session" value="${session}" />
          <input type="hidden" name="username" autocomplete="username" value="${name}" />
          ${field({
            name: 'password',
            label: 'New password',
            type: 'password',
            autocomplete: 'new-password',
            hint: policyText(context.request.pool.passwordPolicy),
            problems: context.problems,
            focus: true,
          })}
          <button type="submit">Save and sign in</button>`,
      )}`,
  );
}

export function forgotPasswordPage(context: FormContext, { name }: { name?: string | undefined }): DomainResponse {
  const { request, problems } = context;
  return page(
    context,
    'Forgot your password?',
    html`<p class="lead">No mail is sent here: a code for a new password goes to the log of the local stack.</p>
      ${form(
        context,
        '/forgotPassword',
        html`${field({ name: 'username', ...nameLabel(request), value: name, problems, focus: true })}
          <button type="submit">Write a code to the log</button>`,
      )}
      <p class="other"><a href="/login?${request.query}">Back to sign in</a></p>`,
  );
}

export function resetPasswordPage(context: FormContext, { name }: { name: string }): DomainResponse {
  const { request, problems } = context;
  return page(
    context,
    'Choose a new password',
    html`<p class="lead">for <strong>${name}</strong></p>
      ${form(
        context,
        '/resetPassword',
        html`<input type="hidden" name="username" value="${name}" />
          ${field({
            name: 'code',
            label: 'Code',
            autocomplete: 'one-time-code',
            numeric: true,
            hint: 'If the account exists, its six digits are in the log of the local stack.',
            problems,
            focus: true,
          })}
          ${field({
            name: 'password',
            label: 'New password',
            type: 'password',
            autocomplete: 'new-password',
            hint: policyText(request.pool.passwordPolicy),
            problems,
          })}
          <button type="submit">Save password</button>`,
      )}
      <p class="other"><a href="/login?${request.query}">Back to sign in</a></p>`,
  );
}

/** For requests that must not be sent on anywhere. */
export function errorPage(status: number, title: string, reason: string): DomainResponse {
  return renderPage({ title, status, content: html`<p class="lead">${reason}</p>` });
}

const attributeLabels: Record<string, string | undefined> = {
  email: 'Email',
  phone_number: 'Phone number',
  given_name: 'Given name',
  family_name: 'Family name',
  name: 'Name',
  preferred_username: 'Preferred user name',
};

const autocompletes: Record<string, string | undefined> = {
  email: 'email',
  phone_number: 'tel',
  given_name: 'given-name',
  family_name: 'family-name',
  name: 'name',
};

function policyText(policy: PasswordPolicy): string {
  const kinds = [
    policy.requireUppercase && 'a capital letter',
    policy.requireLowercase && 'a small letter',
    policy.requireNumbers && 'a number',
    policy.requireSymbols && 'a symbol',
  ].filter((kind) => kind !== false);
  const list = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1) ?? ''}` : kinds.join('');
  return `At least ${policy.minimumLength} characters${list === '' ? '' : `, with ${list}`}.`;
}
