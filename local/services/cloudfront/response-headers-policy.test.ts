import { expect, it } from 'vitest';

import { associations, site } from './testing/site.ts';

const security = {
  ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "default-src 'none'" },
  ContentTypeOptions: { Override: 'true' },
  FrameOptions: { Override: true, FrameOption: 'DENY' },
  ReferrerPolicy: { Override: true, ReferrerPolicy: 'no-referrer' },
  StrictTransportSecurity: {
    Override: true,
    AccessControlMaxAgeSec: 63072000,
    IncludeSubdomains: true,
    Preload: true,
  },
  XSSProtection: { Override: true, Protection: true, ModeBlock: true },
};

it('security headers stand in every answer: pages, refusals, errors and what functions answer', async () => {
  const { ask, put } = await site({
    headers: { SecurityHeadersConfig: security },
    functions: {
      Edit: "function handler({ request }) { return request.uri === '/made' ? { statusCode: 200 } : request; }",
    },
    behavior: { FunctionAssociations: associations({ 'viewer-request': 'Edit' }) },
  });
  put('a.html', 'a');

  const answers = await Promise.all([ask('/a.html'), ask('/none'), ask('/made'), ask('/a.html', {}, 'POST')]);

  expect(answers.map(({ status }) => status)).toEqual([200, 403, 200, 403]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
      'x-xss-protection': '1; mode=block',
    });
  }
});

it.each([
  [{ Protection: false }, '0'],
  [{ Protection: true, ReportUri: 'https://a.example' }, '1; report=https://a.example'],
])('the protection against scripts may be %j', async (setting, expected) => {
  const { ask } = await site({ headers: { SecurityHeadersConfig: { XSSProtection: { Override: true, ...setting } } } });

  expect((await ask('/')).headers['x-xss-protection']).toBe(expected);
});

it('a header of the origin stays unless the policy overrides it', async () => {
  const items = [
    { Header: 'ETag', Value: 'policy', Override: false },
    { Header: 'Content-Type', Value: 'policy', Override: true },
    { Header: 'X-New', Value: 'policy', Override: false },
  ];
  const { ask, put } = await site({ headers: { CustomHeadersConfig: { Items: items } } });
  put('a.html', 'a');

  const { headers } = await ask('/a.html');

  expect(headers).toMatchObject({ 'content-type': 'policy', 'x-new': 'policy' });
  expect(headers.etag).not.toBe('policy');
});

it('headers are removed before headers are added', async () => {
  const { ask, put } = await site({
    headers: {
      RemoveHeadersConfig: { Items: [{ Header: 'ETag' }, { Header: 'Server' }] },
      CustomHeadersConfig: { Items: [{ Header: 'Server', Value: 'mine', Override: false }] },
    },
  });
  put('a.html', 'a');

  const { headers } = await ask('/a.html');

  expect(headers.etag).toBeUndefined();
  expect(headers.server).toBe('mine');
});
