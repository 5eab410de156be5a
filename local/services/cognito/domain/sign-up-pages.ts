import type { AuthorizationRequest } from './authorization-request.ts';
import type { DomainResponse } from './http.ts';
import { html } from './html.ts';
import { field } from './layout.ts';
import { form, lead, nameLabel, page, policyText } from './pages.ts';
import type { FormContext } from './pages.ts';

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
