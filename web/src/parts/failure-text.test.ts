import { expect, it } from 'vitest';
import type { Problem } from '../api/outcome.ts';
import { t } from '../messages/messages.ts';
import { failureText } from './failure-text.ts';

const refused = (status: number, name: 'forbidden' | 'refused' | 'request-too-large'): string => {
  const type: Problem['type'] = `urn:dragons:problem:${name}`;
  return failureText({
    kind: 'refused',
    status,
    problem: { type, title: 'Title', status, detail: 'The detail.', requestId: 'r' },
    retryAfter: undefined,
  });
};

it('a refusal for want of a scope is said to be about the account, that of a firewall is not', () => {
  expect(refused(403, 'forbidden')).toBe(t('common.failure.forbidden'));
  expect(refused(403, 'refused')).toBe(t('common.failure.other', { detail: 'The detail.' }));
});

it('a body that is too large is said to be too long a text', () => {
  expect(refused(413, 'request-too-large')).toBe(t('common.failure.too-large'));
});
