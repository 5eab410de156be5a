import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { background, requiredVariable, traceClient } from '@dragons/core';
import { setTimeout as wait } from 'node:timers/promises';
import { checks } from './checks.ts';
import { deploymentsInCodeDeploy } from './deployments-in-codedeploy.ts';
import { verifyVersion } from './verify-version.ts';
import { versionsOnLambda } from './versions-on-lambda.ts';

/** Three attempts fit in the time that is kept for the report. */
const briefly = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true };

const dependencies = {
  stage: requiredVariable('STAGE'),
  deployments: deploymentsInCodeDeploy(traceClient(new CodeDeployClient({ requestHandler: briefly }))),
  // Waits as long as the function itself may: the version may have to start first.
  // A new account runs ten functions at once, and a deployment verifies eight of them at the same time: those who are throttled wait their turn. The
  // last wait between five attempts fits in the time that is kept for the report.
  invoke: versionsOnLambda(traceClient(new LambdaClient({ maxAttempts: 5 }))),
  checks,
  wait,
};

export const handler = background('verifyVersion', (event: unknown, context) =>
  verifyVersion(event, dependencies, context.getRemainingTimeInMillis()),
);
