import {
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  PutLifecycleEventHookExecutionStatusCommand,
  type CodeDeployClient,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import { targetOf, UnreadableRevisionError } from './app-spec.ts';
import type { Deployments } from './deployments.ts';

/** The deployments of CodeDeploy. */
export function deploymentsInCodeDeploy(client: CodeDeployClient): Deployments {
  return {
    async target(deploymentId, abortSignal) {
      const { deploymentInfo } = await client.send(new GetDeploymentCommand({ deploymentId }), { abortSignal });
      const { applicationName, revision } = deploymentInfo ?? {};
      const content = contentOf(revision);
      if (content !== undefined) return targetOf(content);
      // A deployment may name its revision by a hash alone; the application knows the rest.
      const known = await client.send(new GetApplicationRevisionCommand({ applicationName, revision }), {
        abortSignal,
      });
      const asked = contentOf(known.revision);
      if (asked !== undefined) return targetOf(asked);
      throw new UnreadableRevisionError(`The revision of the deployment ${deploymentId} has no content.`);
    },

    async report({ deploymentId, executionId }, status) {
      await client.send(
        new PutLifecycleEventHookExecutionStatusCommand({
          deploymentId,
          lifecycleEventHookExecutionId: executionId,
          status,
        }),
      );
    },
  };
}

/** CloudFormation's deployments have the older of the two kinds: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_RevisionLocation.html */
function contentOf(revision: RevisionLocation | undefined): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is what CloudFormation still sends
  return revision?.appSpecContent?.content ?? revision?.string?.content;
}
