import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { checks } from '../../functions/operations/verify-version/checks.ts';
import { awsAt, type Aws } from '../testing/aws.ts';
import { codeDeploy } from '../testing/code-deploy.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { startUnrulyProxy, type UnrulyProxy } from '../testing/unruly-proxy.ts';

// Whole stacks at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 90_000 });

const deployments = codeDeploy();
let proxy: UnrulyProxy;
let dragons: DragonsStack;
let aws: Aws;

beforeAll(async () => {
  proxy = await startUnrulyProxy();
  proxy.behave((call) => deployments.conduct(call));
  dragons = await startDragons({ functionEndpoint: (endpoint) => proxy.before(endpoint) });
  aws = awsAt(dragons.endpoint);
});
afterAll(async () => {
  await dragons.close();
  await proxy.close();
});

/** Runs the hook of a deployment, as CodeDeploy does. */
async function verify(DeploymentId: string): Promise<unknown> {
  const { Payload, FunctionError } = await aws.lambda.send(
    new InvokeCommand({
      FunctionName: 'CodeDeployHook_dragons-local-verify-version',
      Payload: JSON.stringify({ DeploymentId, LifecycleEventHookExecutionId: 'e-1' }),
    }),
  );
  expect(FunctionError).toBeUndefined();
  return JSON.parse(Payload?.transformToString() ?? '');
}

const deploy = (name: string, tellsRevision = false) =>
  deployments.deploy({ functionName: `dragons-local-${name}`, version: '2', tellsRevision });

/** Everything that is stored. */
async function stored(): Promise<unknown> {
  const tables = await Promise.all([aws.table('RegistryTable'), aws.table('ShortLivedTable')]);
  return Promise.all(
    tables.map(async (TableName) => (await aws.dynamoDb.send(new ScanCommand({ TableName }))).Items ?? []),
  );
}

it('every function passes as it is built, and nothing is written', { timeout: 120_000 }, async () => {
  const before = await stored();

  for (const [index, name] of [...checks.keys()].entries()) {
    const deployment = deploy(name, index % 2 === 0);
    await verify(deployment);
    expect([name, deployments.verdicts(deployment)]).toEqual([name, ['Succeeded']]);
  }

  expect(await stored()).toEqual(before);
});

it('a version that does not answer as it should is reported as failed', async () => {
  await aws.ssm.send(
    new PutParameterCommand({ Name: '/dragons/local/catalog-key', Value: 'catalog/nothing.jsonl', Overwrite: true }),
  );

  await vi.waitFor(
    async () => {
      const deployment = deploy('list-dragons');
      await verify(deployment);
      expect(deployments.verdicts(deployment)).toEqual(['Failed']);
    },
    { timeout: 60_000, interval: 300 },
  );
  const lines = dragons.events.flatMap((event) => (event.type === 'function' ? [event.line.line] : []));
  expect(lines.join('\n')).toContain('answered 503 instead of 200');
});

it('so is a deployment that cannot be read, and a function that nobody knows how to ask', async () => {
  await verify('d-unknown');
  expect(deployments.verdicts('d-unknown')).toEqual(['Failed']);

  const deployment = deploy('rebuild-catalog');
  await verify(deployment);
  expect(deployments.verdicts(deployment)).toEqual(['Failed']);
});
