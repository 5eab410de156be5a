import type { DomainResponse } from './http.ts';
import { html } from './html.ts';
import { field } from './layout.ts';
import { form, nameLabel, page, policyText } from './pages.ts';
import type { FormContext } from './pages.ts';

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
