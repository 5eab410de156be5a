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
  /** Waits for so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** A function is deployed in steps, but nothing says what to ask it. */
export class NoCheckError extends Error {
  override readonly name = 'NoCheckError';
}

/** Milliseconds that are kept for the report: CodeDeploy waits for an hour for one that does not come. */
export const timeForReport = 15_000;

/**
 * How often a version is asked that does not answer as it should, and how long is waited in between, in milliseconds: what its role may do since a
 * moment ago need not be known everywhere yet
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency).
 */
const [attempts, pause] = [3, 5000];

/**
 * Asks the new version of a function a harmless question before anybody else does, and tells CodeDeploy whether it may get callers. Whatever goes
 * wrong on the way is a no.
 * @param event `{"DeploymentId": …, "LifecycleEventHookExecutionId": …}`
 * @param milliseconds how long all of it may take
 * @throws InvalidHookError, and what the report meets: then CodeDeploy gives the deployment up by itself
 */
export async function verifyVersion(
  event: unknown,
  { stage, deployments, invoke, checks, wait }: VerifyVersionDependencies,
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
    const reason = await faultOf(target, checkOf(target));
    const { functionName, version } = target;
    log(reason === undefined ? logMessages.versionVerified : logMessages.versionRefused, {
      deploymentId,
      functionName,
      version,
      ...(reason !== undefined && { reason }),
    });
    return reason === undefined ? 'Succeeded' : 'Failed';
  }

  async function faultOf(target: TargetVersion, { event: question, fault }: Check): Promise<string | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const reason = fault(await invoke(target, question, signal));
      if (reason === undefined || attempt === attempts || signal.aborted) return reason;
      await wait(pause);
    }
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
