import { describe, expect, it, vi } from 'vitest';
import { answers } from './check.ts';
import type { Verdict } from './hook.ts';
import { InvalidHookError } from './hook.ts';
import { NoCheckError, timeForReport, verifyVersion, type VerifyVersionDependencies } from './verify-version.ts';
import type { Outcome } from './versions.ts';

const event = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'e-1' };
const target = { functionName: 'dragons-test-ask', version: '7' };
const ok: Outcome = { type: 'returned', payload: { statusCode: 200, body: '{"secret":"swordfish"}' } };

function world(
  outcome: Outcome | Error | Outcome[] = ok,
  changes: Partial<VerifyVersionDependencies['deployments']> = {},
) {
  const reports: { deploymentId: string; executionId: string; verdict: Verdict }[] = [];
  const invoke = vi.fn<VerifyVersionDependencies['invoke']>(async () => {
    if (outcome instanceof Error) throw outcome;
    return Array.isArray(outcome) ? (outcome.shift() ?? ok) : outcome;
  });
  const dependencies: VerifyVersionDependencies = {
    stage: 'test',
    checks: new Map([['ask', { event: { a: 1 }, fault: answers(200, (body) => body !== undefined) }]]),
    invoke,
    wait: async () => undefined,
    deployments: {
      target: async () => target,
      report: async (hook, verdict) => void reports.push({ ...hook, verdict }),
      ...changes,
    },
  };
  return { dependencies, invoke, reports };
}

const reported = (verdict: Verdict) => [{ deploymentId: 'd-1', executionId: 'e-1', verdict }];

describe('a new version', () => {
  it('that answers as it should may get callers', async () => {
    const { dependencies, invoke, reports } = world();

    expect(await verifyVersion(event, dependencies, 60_000)).toEqual({ verdict: 'Succeeded' });

    expect(invoke).toHaveBeenCalledExactlyOnceWith(target, { a: 1 }, expect.any(AbortSignal));
    expect(reports).toEqual(reported('Succeeded'));
  });

  it.each<[string, Outcome | Error]>([
    ['answers another status', { type: 'returned', payload: { statusCode: 500, body: '{}' } }],
    ['answers a body of another shape', { type: 'returned', payload: { statusCode: 200, body: '<html>' } }],
    ['returns what is no answer at all', { type: 'returned', payload: null }],
    ['throws', { type: 'failed', errorType: 'Runtime.ImportModuleError' }],
    ['cannot be invoked', new Error('AccessDenied')],
  ])('that %s gets none', async (_, outcome) => {
    const { dependencies, reports } = world(outcome);

    expect(await verifyVersion(event, dependencies, 60_000)).toEqual({ verdict: 'Failed' });

    expect(reports).toEqual(reported('Failed'));
  });

  it('may be asked three times: its role may be known everywhere only in a while', async () => {
    const forbidden: Outcome = { type: 'returned', payload: { statusCode: 503, body: '{}' } };
    const late = world([forbidden, forbidden, ok]);
    const never = world([forbidden, forbidden, forbidden, ok]);

    await verifyVersion(event, late.dependencies, 60_000);
    await verifyVersion(event, never.dependencies, 60_000);

    expect(late.reports).toEqual(reported('Succeeded'));
    expect(never.reports).toEqual(reported('Failed'));
    expect(never.invoke).toHaveBeenCalledTimes(3);
  });

  it.each(['dragons-test-unknown', 'dragons-prod-ask', 'ask'])('of %s, which has no check, gets none', async (name) => {
    const { dependencies, invoke, reports } = world(ok, { target: async () => ({ ...target, functionName: name }) });

    await verifyVersion(event, dependencies, 60_000);

    expect(invoke).not.toHaveBeenCalled();
    expect(reports).toEqual(reported('Failed'));
  });

  it('of a deployment that cannot be read gets none', async () => {
    const { dependencies, reports } = world(ok, {
      target: () => Promise.reject(new NoCheckError('The deployment cannot be read.')),
    });

    await verifyVersion(event, dependencies, 60_000);

    expect(reports).toEqual(reported('Failed'));
  });

  it('that does not answer in time gets none, while there is still time to say so', async () => {
    const { dependencies, reports } = world();
    const slow: VerifyVersionDependencies = {
      ...dependencies,
      invoke: (_target, _event, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new DOMException('too late', 'TimeoutError'))),
        ),
    };

    await verifyVersion(event, slow, timeForReport + 5);

    expect(reports).toEqual(reported('Failed'));
  });
});

describe('the log', () => {
  const linesOf = async (outcome: Outcome | Error) => {
    const lines: string[] = [];
    for (const method of ['info', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((line) => void lines.push(String(line)));
    }
    await verifyVersion(event, world(outcome).dependencies, 60_000);
    vi.restoreAllMocks();
    return lines.join('\n');
  };

  it.each<[string, Outcome | Error, string]>([
    ['what was verified', ok, 'DRAGONS_0701'],
    [
      'what was refused, with its reason',
      { type: 'returned', payload: { statusCode: 503, body: '{"secret":"swordfish"}' } },
      'answered 503 instead of 200',
    ],
    ['what could not be verified', new Error('no'), 'DRAGONS_0703'],
  ])('says %s, and nothing of a body', async (_, outcome, text) => {
    const lines = await linesOf(outcome);

    expect(lines).toContain(text);
    expect(lines).not.toContain('swordfish');
  });
});

it.each([{}, null, { DeploymentId: 'd-1' }])('an event of nobody who deploys is refused: %j', async (other) => {
  const { dependencies, reports } = world();

  await expect(verifyVersion(other, dependencies, 60_000)).rejects.toThrow(InvalidHookError);
  expect(reports).toEqual([]);
});

it('a report that CodeDeploy does not take is a failure of the function', async () => {
  const { dependencies } = world(ok, { report: () => Promise.reject(new Error('gone')) });

  await expect(verifyVersion(event, dependencies, 60_000)).rejects.toThrow('gone');
});
