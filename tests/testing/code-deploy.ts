import type { AwsCall, Conduct } from './unruly-proxy.ts';

/** A function's version that CodeDeploy is about to send callers to. */
export interface Deployment {
  readonly functionName: string;
  readonly version: string;
  /** Whether the deployment itself tells its revision; otherwise only the application does. */
  readonly tellsRevision: boolean;
}

/** A stand-in for CodeDeploy that knows some deployments, over AWS JSON 1.1. */
export interface CodeDeploy {
  /** Adds a deployment. @returns its id */
  deploy(deployment: Deployment): string;
  /** What was reported about a deployment. */
  verdicts(deploymentId: string): readonly string[];
  /** Answers the calls that are for CodeDeploy, and lets others pass; for an unruly proxy. */
  conduct(call: AwsCall): Conduct;
}

const applicationName = 'dragons-ServerlessDeploymentApplication-1ABCDEFGHIJK';

export function codeDeploy(): CodeDeploy {
  const deployments: Deployment[] = [];
  const reports: { deploymentId: string; status: string }[] = [];
  const idOf = (index: number): string => `d-${index}`;
  const indexOf = (id: unknown): number => Number(/^d-(\d+)$/.exec(String(id))?.[1] ?? -1);

  const operations: Record<string, (input: Record<string, any>) => object | undefined> = {
    GetDeployment({ deploymentId }) {
      const deployment = deployments[indexOf(deploymentId)];
      if (deployment === undefined) return undefined;
      const sha256 = `${deploymentId}`;
      const revision = deployment.tellsRevision
        ? { revisionType: 'AppSpecContent', appSpecContent: { content: appSpec(deployment), sha256 } }
        : { revisionType: 'String', string: { sha256 } };
      return { deploymentInfo: { applicationName, deploymentId, revision } };
    },
    GetApplicationRevision(input) {
      const sha256 = input.revision?.string?.sha256;
      const deployment = deployments[indexOf(sha256)];
      if (deployment === undefined || input.applicationName !== applicationName) return undefined;
      return {
        applicationName,
        revision: { revisionType: 'String', string: { content: appSpec(deployment), sha256 } },
      };
    },
    PutLifecycleEventHookExecutionStatus({ deploymentId, lifecycleEventHookExecutionId, status }) {
      reports.push({ deploymentId: String(deploymentId), status: String(status) });
      return { lifecycleEventHookExecutionId };
    },
  };

  return {
    deploy(deployment) {
      deployments.push(deployment);
      return idOf(deployments.length - 1);
    },
    verdicts: (id) => reports.filter(({ deploymentId }) => deploymentId === id).map(({ status }) => status),
    conduct({ service, operation, body }) {
      if (service !== 'codedeploy') return { type: 'pass' };
      const answer = operations[operation]?.(JSON.parse(body) as Record<string, any>);
      const headers = { 'Content-Type': 'application/x-amz-json-1.1' };
      return answer === undefined
        ? { type: 'answer', status: 400, headers, body: '{"__type":"DeploymentDoesNotExistException"}' }
        : { type: 'answer', status: 200, headers, body: JSON.stringify(answer) };
    },
  };
}

/** As CloudFormation writes it when the version of an alias changes. */
function appSpec({ functionName, version }: Deployment): string {
  return JSON.stringify({
    version: '0.0',
    Resources: [
      {
        [functionName]: {
          Type: 'AWS::Lambda::Function',
          Properties: { Name: functionName, Alias: 'live', CurrentVersion: '1', TargetVersion: version },
        },
      },
    ],
    Hooks: [{ BeforeAllowTraffic: 'CodeDeployHook_dragons-local-verify-version' }],
  });
}
