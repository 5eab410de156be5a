import { isRecord } from '@dragons/core';

/** What CodeDeploy sends to the function of a hook, and wants to hear of again. */
export interface Hook {
  readonly deploymentId: string;
  readonly executionId: string;
}

/** What CodeDeploy is told: `Failed` stops the deployment, and every caller stays with the version of before. */
export type Verdict = 'Succeeded' | 'Failed';

/** The event comes from nobody who deploys: there is nobody to report to. */
export class InvalidHookError extends Error {
  override readonly name = 'InvalidHookError';
}

/**
 * Reads the event of a hook.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 * @throws InvalidHookError
 */
export function hookOf(event: unknown): Hook {
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: executionId } = isRecord(event) ? event : {};
  if (typeof deploymentId === 'string' && typeof executionId === 'string') return { deploymentId, executionId };
  throw new InvalidHookError(
    'The event has no DeploymentId and LifecycleEventHookExecutionId: only CodeDeploy calls this function.',
  );
}
