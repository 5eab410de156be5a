import { describe, expect, it } from 'vitest';
import { checks } from './checks.ts';
import type { Outcome } from './versions.ts';

const answer = (statusCode: number, body: object): Outcome => ({
  type: 'returned',
  payload: { statusCode, headers: {}, body: JSON.stringify(body) },
});
const problem = (statusCode: number, name: string): Outcome =>
  answer(statusCode, { type: `urn:dragons:problem:${name}`, status: statusCode });
const returned = (payload: unknown): Outcome => ({ type: 'returned', payload });
const threw = (errorType: string): Outcome => ({ type: 'failed', errorType });
const scopes = (scopesToAdd: string[], scopesToSuppress: string[]): Outcome =>
  returned({
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd, scopesToSuppress } } },
  });

/** What each function answers when all is well, and some of what it answers when it is not. */
const outcomes: Record<string, [Outcome, ...Outcome[]]> = {
  'list-dragons': [answer(200, { items: [{}] }), answer(200, {}), problem(503, 'catalog-unavailable')],
  'get-health': [answer(200, { status: 'ok' }), answer(200, {}), problem(503, 'catalog-unavailable')],
  'get-dragon': [problem(404, 'no-such-dragon'), answer(404, {}), problem(503, 'registry-unavailable')],
  'replace-dragon': [problem(404, 'no-such-dragon'), answer(200, {}), problem(403, 'forbidden')],
  'remove-dragon': [problem(404, 'no-such-dragon'), problem(412, 'precondition-failed'), threw('TypeError')],
  'get-report': [problem(404, 'no-such-report'), problem(404, 'no-such-dragon')],
  'list-reports': [answer(200, { items: [] }), answer(200, { items: [{}] }), problem(503, 'registry-unavailable')],
  'report-dragon': [problem(400, 'invalid-request'), answer(202, {}), problem(401, 'unauthorized')],
  'validate-dragon': [threw('UnknownReportError'), threw('RegistryUnavailableError'), returned({})],
  'add-dragon': [threw('UnknownReportError'), threw('Runtime.ImportModuleError'), returned({})],
  'reject-report': [threw('UnknownReportError'), threw('MissingVariableError'), returned({})],
  'confirm-report': [threw('UnknownReportError'), threw('Sandbox.Timedout'), returned({ sent: false })],
  'publish-catalog': [returned({ batchItemFailures: [] }), returned({ batchItemFailures: [{}] }), threw('TypeError')],
  'announce-changes': [returned({ batchItemFailures: [] }), returned(null)],
  'grant-scopes': [
    scopes(['dragons/read', 'dragons/write'], ['dragons/admin']),
    scopes(['dragons/read', 'dragons/write', 'dragons/admin'], []),
    returned({ response: {} }),
    threw('TypeError'),
  ],
};

describe.each([...checks])('the check of %s', (name, { fault }) => {
  const [right, ...wrong] = outcomes[name] ?? [threw('nothing is expected of it here')];

  it('takes what the function answers', () => {
    expect(fault(right)).toBeUndefined();
  });

  it.each(wrong)('says what is wrong with %j', (outcome) => {
    expect(fault(outcome)).toMatch(/\w+/);
  });
});
