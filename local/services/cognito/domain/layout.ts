import type { DomainResponse } from './http.ts';
import { html, Markup } from './html.ts';
import type { Content } from './html.ts';
import { style, styleSource } from './style.ts';

/** Something in a form that has to be put right. */
export interface FormProblem {
  /** The id of the input; undefined when it is not about one of them. */
  readonly field?: string;
  readonly message: string;
}

export interface Page {
  readonly title: string;
  readonly content: Content;
  readonly problems?: readonly FormProblem[];
  readonly status?: number;
  readonly cookie?: string | undefined;
  /** Where a form of the page may end up after a redirect: the callback address of the client, or a path of this server. */
  readonly formTarget?: string | undefined;
}

/** A whole page, with everything that keeps it from being misused. */
export function renderPage({ title, content, problems = [], status = 200, cookie, formTarget }: Page): DomainResponse {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${problems.length > 0 && 'Error: '}${title} – local user pool</title>
        ${new Markup(`<style>${style}</style>`)}
      </head>
      <body>
        <div class="stand-in" role="note">
          <strong>Local stand-in for Amazon Cognito.</strong> Not AWS: accounts live on this computer only.
        </div>
        <main>
          <div class="card">
            ${summary(problems)}
            <h1>${title}</h1>
            ${content}
          </div>
        </main>
      </body>
    </html> `;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src ${styleSource}`,
        // Browsers hold redirects after a form against this list too, so the callback address is on it.
        `form-action ${["'self'", targetSource(formTarget)].join(' ').trim()}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cache-control': 'no-store',
      ...(cookie !== undefined && { 'set-cookie': [cookie] }),
    },
    body: document.text,
  };
}

/** First on the page and focused, so that nobody overlooks it or has to search for it. */
function summary(problems: readonly FormProblem[]): Content {
  if (problems.length === 0) return undefined;
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
    <h2>There is a problem</h2>
    <ul>
      ${problems.map(({ field, message }) =>
        field === undefined ? html`<li>${message}</li>` : html`<li><a href="#${field}">${message}</a></li>`,
      )}
    </ul>
  </div>`;
}

/** An origin, or the scheme of an application's own address, as a CSP source. */
function targetSource(address: string | undefined): string {
  if (address === undefined || address.startsWith('/')) return '';
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
}

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password' | 'tel';
  readonly value?: string | undefined;
  readonly autocomplete: string;
  readonly hint?: Content;
  readonly problems: readonly FormProblem[];
  readonly focus?: boolean;
  readonly numeric?: boolean;
}

/** A labelled input with its hint and its problem, tied together for screen readers. */
export function field(options: FieldOptions): Markup {
  const { name, label, type = 'text', value, autocomplete, hint, problems, focus = false, numeric = false } = options;
  const problem = problems.find((candidate) => candidate.field === name)?.message;
  const describedBy = [hint !== undefined && `${name}-hint`, problem !== undefined && `${name}-problem`]
    .filter((id) => id !== false)
    .join(' ');
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${problem !== undefined && html`<p class="problem" id="${name}-problem">${problem}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      required
      ${type === 'text' && html`autocapitalize="none" spellcheck="false"`}
      ${numeric && html`inputmode="numeric"`}
      ${value !== undefined && html`value="${value}"`}
      ${describedBy !== '' && html`aria-describedby="${describedBy}"`}
      ${problem !== undefined && html`aria-invalid="true"`}
      ${focus && problems.length === 0 && html`autofocus`}
    />
  </div>`;
}
