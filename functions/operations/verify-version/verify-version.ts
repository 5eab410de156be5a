import { log, logMessages } from '@dragons/core';
import type { TargetVersion } from './app-spec.ts';
import type { Check } from './check.ts';
import type { Deployments } from './deployments.ts';
import { hookOf, type Verdict } from './hook.ts';
import type { InvokeVersion } from './versions.ts';

/** What verifying a version needs. */
export interface VerifyVersionDependencies {
  readonly stage: string;
  readonly deployments: Deployments;
  readonly invoke: InvokeVersion;
  /** By what follows `dragons-{stage}-` in a function's name. */
  readonly checks: ReadonlyMap<string, Check>;
}

/** A function is deployed in steps, but nothing says what to ask it. */
export class NoCheckError extends Error {
  override readonly name = 'NoCheckError';
}

/** Milliseconds that are kept for the report: CodeDeploy waits for an hour for one that does not come. */
export const timeForReport = 15_000;

/**
 * Asks the new version of a function a harmless question before anybody else does, and tells CodeDeploy whether it may get callers. Whatever goes
 * wrong on the way is a no.
 * @param event `{"DeploymentId": …, "LifecycleEventHookExecutionId": …}`
 * @param milliseconds how long all of it may take
 * @throws InvalidHookError, and what the report meets: then CodeDeploy gives the deployment up by itself
 */
export async function verifyVersion(
  event: unknown,
  { stage, deployments, invoke, checks }: VerifyVersionDependencies,
  milliseconds: number,
): Promise<{ readonly verdict: Verdict }> {
  const hook = hookOf(event);
  const { deploymentId } = hook;
  const signal = AbortSignal.timeout(Math.max(1, milliseconds - timeForReport));
  const verdict = await judged().catch((error: unknown): Verdict => {
    log(logMessages.versionUnverifiable, { deploymentId }, error);
    return 'Failed';
  });
  await deployments.report(hook, verdict);
  return { verdict };

  async function judged(): Promise<Verdict> {
    const target = await deployments.target(deploymentId, signal);
    const { event: question, fault } = checkOf(target);
    const reason = fault(await invoke(target, question, signal));
    const { functionName, version } = target;
    log(reason === undefined ? logMessages.versionVerified : logMessages.versionRefused, {
      deploymentId,
      functionName,
      version,
      ...(reason !== undefined && { reason }),
    });
    return reason === undefined ? 'Succeeded' : 'Failed';
  }

  function checkOf({ functionName }: TargetVersion): Check {
    const prefix = `dragons-${stage}-`;
    const check = functionName.startsWith(prefix) ? checks.get(functionName.slice(prefix.length)) : undefined;
    if (check === undefined) {
      throw new NoCheckError(`${functionName} has no entry in the table of checks (verify-version/checks.ts).`);
    }
    return check;
  }
}
