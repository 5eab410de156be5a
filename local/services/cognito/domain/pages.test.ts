import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, lair, lastLogged, password, poolId, webClientId } from '../testing/fixture.ts';
import { visitor } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';
import { soon } from '../../../testing/soon.ts';

let visit: Visitor;

beforeAll(async () => {
  visit = await visitor();
});

afterAll(async () => {
  await visit.close();
  expect(visit.errors).toEqual([]);
});

const page = async (path: string) => {
  const response = await visit.get(path);
  return { response, text: await response.text() };
};
const send = async (path: string, form: Record<string, string>) => {
  await visit.get(`${path}?${visit.query()}`);
  const response = await visit.post(`${path}?${visit.query()}`, form);
  return { response, text: await response.text() };
};

describe('the pages', () => {
  it('say that they are a local stand-in', async () => {
    for (const path of ['/login', '/signup', '/forgotPassword', '/nowhere']) {
      expect((await page(`${path}?${visit.query()}`)).text).toContain('Local stand-in for Amazon Cognito');
    }
  });

  it('load nothing, run nothing, and are shown in no frame', async () => {
    const { response, text } = await page(`/login?${visit.query()}`);
    const policy = response.headers.get('content-security-policy')!;

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:8080");
    expect(policy).not.toContain('unsafe-inline');
    expect(text).not.toMatch(/<script|<link|<img|style="/);
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('keep their cookies from scripts and other sites', async () => {
    await visit.get(`/login?${visit.query()}`);
    const response = await visit.post(`/login?${visit.query()}`, { username: 'ada', password });

    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(response.headers.getSetCookie().join()).toContain(`cognito-${poolId}=`);
    expect(response.headers.getSetCookie().join()).toContain('Max-Age=3600');
  });

  it('cannot be seen without a whole authorization request', async () => {
    expect((await page('/login')).response.status).toBe(400);
    expect((await page(`/signup?${visit.query({ redirect_uri: 'https://evil.example' })}`)).response.status).toBe(400);
  });

  it('answer what is not there, and methods that are not, with the right status', async () => {
    expect((await page('/nowhere')).response.status).toBe(404);
    const response = await fetch(`${visit.base}/login`, { method: 'PUT' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('refuse a form that is too large', async () => {
    const response = await fetch(`${visit.base}/login?${visit.query()}`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'x'.repeat(70_000) }),
    });

    expect(response.status).toBe(413);
  });
});

it('a browser that leaves within a form is no fault of the pages', async () => {
  const local = await lair();
  const errors: unknown[] = [];
  const domain = local.domainServer({ onError: (error) => errors.push(error) });
  const requests = once(domain.server, 'request');
  const answers: ServerResponse[] = [];
  domain.server.on('request', (_, response: ServerResponse) => answers.push(response));
  const { port } = new URL(await domain.listen(0));
  const socket = connect(Number(port), '127.0.0.1');

  socket.write('POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nusername=');
  await requests;
  socket.destroy();
  await expect.poll(() => answers[0]!.writableEnded, soon).toBe(true);
  await domain.close();

  expect(errors).toEqual([]);
});

describe('what people type', () => {
  const nasty = `"><script>alert('1')</script>&amp;`;

  it('is escaped wherever it comes back', async () => {
    const { text } = await send('/login', { username: nasty, password: 'x' });

    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;"');
    expect(text).not.toContain('<script');
  });

  it('is escaped in links, notices and names too', async () => {
    const state = visit.query({ state: nasty, login_hint: nasty });
    const texts = [
      (await page(`/login?${state}`)).text,
      (await page(`/login?${visit.query()}&notice=${encodeURIComponent(nasty)}`)).text,
      (await page(`/confirm?${visit.query()}&username=${encodeURIComponent(nasty)}`)).text,
      (await page(`/resetPassword?${visit.query()}&username=${encodeURIComponent(nasty)}`)).text,
    ];

    for (const text of texts) expect(text).not.toContain('<script');
    expect(texts[1]).not.toContain('alert');
  });

  it.each(['constructor', '__proto__', 'anything'])('chooses no notice that does not exist: %s', async (notice) => {
    const { response, text } = await page(`/login?${visit.query()}&notice=${notice}`);

    expect(response.status).toBe(200);
    expect(text).not.toContain('role="status"');
  });

  it.each(['two words', 'x'.repeat(129)])('is no user name when it is %s', async (username) => {
    const { response } = await send('/signup', { username, email: 'd@example.com', password });

    expect(response.status).toBe(400);
  });

  it('makes an account whose name is shown as it is', async () => {
    const name = `<b>dragon</b>`;
    const { response } = await send('/signup', { username: name, email: 'd@example.com', password });

    expect(response.status).toBe(303);
    const { text } = await page(response.headers.get('location')!);
    expect(text).toContain('&lt;b&gt;dragon&lt;/b&gt;');
    expect(text).not.toContain('<b>');
  });
});

describe('a form', () => {
  it.each([
    ['without the field', { _csrf: '' }],
    ['with a made-up field', { _csrf: 'made-up' }],
  ])('is refused %s', async (_, forged) => {
    const { response } = await send('/login', { username: 'ada', password, ...forged });

    expect(response.status).toBe(403);
    expect(response.headers.has('location')).toBe(false);
  });

  it('is refused from a browser that did not see the page', async () => {
    const field = /name="_csrf" value="([^"]+)"/.exec((await page(`/login?${visit.query()}`)).text)![1]!;

    const response = await fetch(`${visit.base}/login?${visit.query()}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ _csrf: field, username: 'ada', password }),
    });

    expect(response.status).toBe(403);
  });
});

describe('signing in', () => {
  it('says what is wrong in a summary that has the focus, and keeps the name', async () => {
    const { response, text } = await send('/login', { username: 'ada', password: 'wrong' });

    expect(response.status).toBe(400);
    expect(text).toMatch(/<div class="summary" role="alert" tabindex="-1" autofocus>/);
    expect(text).toContain('Incorrect username or password.');
    expect(text).toContain('<title>Error: Sign in');
    expect(text).toContain('value="ada"');
    expect(text).not.toContain('wrong');
  });

  it('does not tell whether a user exists', async () => {
    expect((await send('/login', { username: 'nobody', password })).text).toContain('Incorrect username or password.');
    expect((await send('/login', { username: '', password })).text).toContain('Incorrect username or password.');
  });

  it('with a temporary password asks for a new one first', async () => {
    await call(visit.local.service, 'AdminCreateUser', { UserPoolId: poolId, Username: 'tess' });
    const { text } = await send('/login', { username: 'tess', password: lastLogged(visit.local) });
    expect(text).toContain('Choose a new password');
    const session = /name="session" value="([^"]+)"/.exec(text)![1]!;

    const weak = await visit.post(`/newPassword?${visit.query()}`, { session, username: 'tess', password: 'weak' });
    expect(await weak.text()).toContain('Password not long enough');
    const response = await visit.post(`/newPassword?${visit.query()}`, { session, username: 'tess', password });

    expect(new URL(response.headers.get('location')!).searchParams.has('code')).toBe(true);
  });
});

describe('signing up', () => {
  it('leads over the confirmation to the sign-in page', async () => {
    const { response } = await send('/signup', { username: 'nora', email: 'nora@example.com', password });
    const confirm = response.headers.get('location')!;
    expect(confirm).toMatch(/^\/confirm\?.*username=nora/);
    const query = confirm.slice(confirm.indexOf('?'));
    await visit.get(confirm);

    const wrong = await visit.post(`/confirm${query}`, { username: 'nora', code: 'abc' });
    expect(await wrong.text()).toContain('Invalid verification code provided');
    await visit.post(`/confirm${query}`, { username: 'nora', code: '', again: '1' });
    const right = await visit.post(`/confirm${query}`, { username: 'nora', code: ` ${lastLogged(visit.local)} ` });

    expect(right.headers.get('location')).toMatch(/^\/login\?.*notice=confirmed/);
    expect((await page(right.headers.get('location')!)).text).toContain('Your account is confirmed.');
    expect((await visit.signIn({}, 'nora')).searchParams.has('code')).toBe(true);
  });

  it('leads an unconfirmed user who signs in to the confirmation', async () => {
    await call(visit.local.service, 'SignUp', { ClientId: webClientId, Username: 'otto', Password: password });

    const { response } = await send('/login', { username: 'otto', password });

    expect(response.headers.get('location')).toMatch(/^\/confirm\?.*username=otto/);
  });

  it('says what is wrong with the password, beside the field', async () => {
    const { response, text } = await send('/signup', { username: 'pia', email: 'pia@example.com', password: 'weak' });

    expect(response.status).toBe(400);
    expect(text).toContain('<a href="#password">Password not long enough</a>');
    expect(text).toMatch(/aria-describedby="password-hint password-problem"[^>]*aria-invalid="true"/s);
    expect(text).toContain('value="pia@example.com"');
    expect(text).not.toContain('weak');
  });

  it('is not offered, and refused, where only administrators create users', async () => {
    const closed = await visitor({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });
    try {
      expect(await (await closed.get(`/login?${closed.query()}`)).text()).not.toContain('Create an account');
      await closed.get(`/signup?${closed.query()}`);
      const response = await closed.post(`/signup?${closed.query()}`, { username: 'x', email: 'x@y.zz', password });
      expect(await response.text()).toContain('SignUp is not permitted for this user pool');
    } finally {
      await closed.close();
    }
  });

  it('signs in at once when the pre sign-up trigger confirms', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:confirm';
    const open = await visitor(
      { pool: { LambdaConfig: { PreSignUp: arn } } },
      { [arn]: (event) => ({ ...event, response: { autoConfirmUser: true, autoVerifyEmail: true } }) },
    );
    try {
      await open.get(`/signup?${open.query()}`);
      const response = await open.post(`/signup?${open.query()}`, { username: 'x', email: 'x@y.zz', password });
      expect(new URL(response.headers.get('location')!).searchParams.has('code')).toBe(true);
    } finally {
      await open.close();
    }
  });
});

describe('a forgotten password', () => {
  it('is replaced with the code from the log', async () => {
    const { response } = await send('/forgotPassword', { username: 'ada' });
    const reset = response.headers.get('location')!;
    expect(reset).toMatch(/^\/resetPassword\?/);
    await visit.get(reset);

    const done = await visit.post(reset, {
      username: 'ada',
      code: lastLogged(visit.local),
      password: 'Another-horse-8',
    });

    expect(done.headers.get('location')).toMatch(/notice=changed/);
    const { response: signedIn } = await send('/login', { username: 'ada', password: 'Another-horse-8' });
    expect(signedIn.status).toBe(302);
  });

  it('does not tell whether a user exists', async () => {
    expect((await send('/forgotPassword', { username: 'nobody' })).response.status).toBe(303);
  });
});
