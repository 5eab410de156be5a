import type { TargetVersion } from './app-spec.ts';
import type { Hook, Verdict } from './hook.ts';

/** The deployments that wait for a verdict. */
export interface Deployments {
  /** Which version a deployment is about. @throws UnreadableRevisionError, and what the service's client throws */
  target(deploymentId: string, signal: AbortSignal): Promise<TargetVersion>;
  /** Says that a deployment may go on, or may not. @throws what the service's client throws */
  report(hook: Hook, verdict: Verdict): Promise<void>;
}
