import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTemplate } from '../../template/index.ts';
import { createEndpoint, type Endpoint } from '../endpoint.ts';
import { credentials, region } from '../testing/test-endpoint.ts';
import { cloudFormation, type DeployedStack } from './index.ts';

/** Many resources, so that one page does not hold them. */
const topics = Array.from({ length: 120 }, (_, index) => `  Topic${index}: { Type: AWS::SNS::Topic }`);

const source = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
Resources:
  Shelf: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub 'shelf-\${Stage}' } }
  Read:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: read, Runtime: nodejs24.x, Handler: index.handler, InlineCode: '' }
  First: { Type: Custom::First, Properties: { ServiceToken: !GetAtt Read.Arn } }
${topics.join('\n')}
Outputs:
  ShelfName: { Description: Where everything is., Value: !Ref Shelf }
  Awkward: { Value: "a < b & 'c'" }
`;

const createdAt = Date.UTC(2026, 10, 20, 12, 30);
let folder: string;
let endpoint: Endpoint;
let client: CloudFormationClient;
let stack: DeployedStack;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloudformation-'));
  writeFileSync(join(folder, 'template.yaml'), source);
  const template = readTemplate(join(folder, 'template.yaml'), { stackName: 'library', region });
  stack = { template, createdAt, updatedAt: undefined, isComplete: true, madeBy: () => 'made-by-function' };
  endpoint = createEndpoint({ services: [cloudFormation(() => stack)], credentials: [credentials] });
  client = new CloudFormationClient({ endpoint: await endpoint.listen(0), region, credentials, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await endpoint.close();
  rmSync(folder, { recursive: true });
});

describe('DescribeStacks', () => {
  it.each([[{ StackName: 'library' }], [{}]])('tells what the stack is, asked by %j', async (input) => {
    const { Stacks } = await client.send(new DescribeStacksCommand(input));

    expect(Stacks).toEqual([
      {
        StackId: expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:\d{12}:stack\/library\/[0-9a-f-]{36}$/),
        StackName: 'library',
        CreationTime: new Date(createdAt),
        StackStatus: 'CREATE_COMPLETE',
        DisableRollback: false,
        EnableTerminationProtection: false,
        NotificationARNs: [],
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
        Parameters: [{ ParameterKey: 'Stage', ParameterValue: 'dev' }],
        Outputs: [
          { OutputKey: 'ShelfName', OutputValue: 'shelf-dev' },
          { OutputKey: 'Awkward', OutputValue: "a < b & 'c'" },
        ],
        Tags: [],
      },
    ]);
  });

  it('takes the id of the stack for its name', async () => {
    const { Stacks } = await client.send(new DescribeStacksCommand({}));
    const byId = await client.send(new DescribeStacksCommand({ StackName: Stacks?.[0]?.StackId }));

    expect(byId.Stacks).toEqual(Stacks);
  });

  it('says how far the stack is, and when it changed', async () => {
    const before = stack;
    const statusNow = async () => {
      const { Stacks } = await client.send(new DescribeStacksCommand({}));
      return [Stacks?.[0]?.StackStatus, Stacks?.[0]?.LastUpdatedTime?.getTime()];
    };

    stack = { ...before, isComplete: false };
    expect(await statusNow()).toEqual(['CREATE_IN_PROGRESS', undefined]);
    stack = { ...before, updatedAt: createdAt + 1000 };
    expect(await statusNow()).toEqual(['UPDATE_COMPLETE', createdAt + 1000]);
    stack = before;
  });

  it('knows the one stack of this process alone', async () => {
    await expect(client.send(new DescribeStacksCommand({ StackName: 'archive' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id archive does not exist',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('the resources', () => {
  it('come page by page, with physical ids, under the types that CloudFormation sees', async () => {
    const all: StackResourceSummary[] = [];
    const sizes: number[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client },
      { StackName: 'library' },
    )) {
      sizes.push(StackResourceSummaries.length);
      all.push(...StackResourceSummaries);
    }

    expect(sizes).toEqual([100, 23]);
    expect(all.slice(0, 3)).toEqual([
      expect.objectContaining({ LogicalResourceId: 'First', PhysicalResourceId: 'made-by-function' }),
      expect.objectContaining({ LogicalResourceId: 'Read', ResourceType: 'AWS::Lambda::Function' }),
      {
        LogicalResourceId: 'Shelf',
        PhysicalResourceId: 'shelf-dev',
        ResourceType: 'AWS::S3::Bucket',
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: new Date(createdAt),
        DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
      },
    ]);
  });

  it('can be asked for one by one', async () => {
    const input = { StackName: 'library', LogicalResourceId: 'Shelf' };
    const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand(input));
    const { StackResources } = await client.send(new DescribeStackResourcesCommand(input));

    expect(StackResourceDetail).toMatchObject({ StackName: 'library', PhysicalResourceId: 'shelf-dev' });
    expect(StackResources).toEqual([expect.objectContaining({ PhysicalResourceId: 'shelf-dev' })]);
  });

  it('that the template lacks are told so', async () => {
    const input = { StackName: 'library', LogicalResourceId: 'Cellar' };

    await expect(client.send(new DescribeStackResourceCommand(input))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Resource Cellar does not exist for stack library',
    });
  });
});

describe('GetTemplate', () => {
  it('gives the file as it is', async () => {
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'library' }));

    expect(TemplateBody).toBe(source);
  });
});

describe('what is not simulated', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['cloudformation:ListStacks', () => client.send(new ListStacksCommand({}))],
    [
      'cloudformation:GetTemplate with TemplateStage Processed',
      () => client.send(new GetTemplateCommand({ StackName: 'library', TemplateStage: 'Processed' })),
    ],
    [
      'cloudformation:DescribeStackResources with PhysicalResourceId',
      () => client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: 'shelf-dev' })),
    ],
  ])('is refused by name: %s', async (what, send) => {
    await expect(send()).rejects.toMatchObject({ message: `${what} is not simulated by the local AWS.` });
  });
});
