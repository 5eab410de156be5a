import { readFileSync } from 'node:fs';
import { accountOf, pseudoParameter } from '../../template/account.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import type { DeployedStack } from './deployed-stack.ts';
import { statusOf, timestamp } from './deployed-stack.ts';
import { page } from './page.ts';
import type { StackResource } from './stack-resources.ts';
import { stackResources } from './stack-resources.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export function describeStacks(stack: DeployedStack, input: JsonInput): object {
  if (text(input, 'StackName') !== undefined) named(stack, input);
  const { parameters, outputs } = stack.template;
  return {
    Stacks: [
      {
        ...identityOf(stack),
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        ...times(stack),
        StackStatus: statusOf(stack),
        DisableRollback: false,
        EnableTerminationProtection: false,
        NotificationARNs: [],
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
        Outputs: Object.entries(outputs).map(([OutputKey, value]) => ({
          OutputKey,
          OutputValue: typeof value === 'string' ? value : JSON.stringify(value),
        })),
        Tags: [],
      },
    ],
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(stack: DeployedStack, input: JsonInput): object {
  named(stack, input);
  const { items, next } = page(stackResources(stack), text(input, 'NextToken'));
  return {
    StackResourceSummaries: items.map((resource) => ({
      ...summary(resource),
      LastUpdatedTimestamp: lastChange(stack),
      DriftInformation: notChecked,
    })),
    ...next,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export function describeStackResource(stack: DeployedStack, input: JsonInput): object {
  const { StackId, StackName } = named(stack, input);
  const logicalId = text(input, 'LogicalResourceId');
  if (logicalId === undefined) throw validation('LogicalResourceId must be specified.');
  const [resource] = resourcesOf(stack, StackName, logicalId);
  return {
    StackResourceDetail: {
      StackId,
      StackName,
      ...(resource === undefined ? {} : summary(resource)),
      LastUpdatedTimestamp: lastChange(stack),
      DriftInformation: notChecked,
    },
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export function describeStackResources(stack: DeployedStack, input: JsonInput): object {
  if (input.PhysicalResourceId !== undefined)
    throw new NotSimulatedError('cloudformation:DescribeStackResources with PhysicalResourceId');
  const { StackId, StackName } = named(stack, input);
  return {
    // The first hundred, as on AWS; ListStackResources has all.
    StackResources: resourcesOf(stack, StackName, text(input, 'LogicalResourceId'))
      .slice(0, 100)
      .map((resource) => ({
        StackId,
        StackName,
        ...summary(resource),
        Timestamp: lastChange(stack),
        DriftInformation: notChecked,
      })),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(stack: DeployedStack, input: JsonInput): object {
  named(stack, input);
  const stage = text(input, 'TemplateStage') ?? 'Original';
  if (stage !== 'Original') throw new NotSimulatedError(`cloudformation:GetTemplate with TemplateStage ${stage}`);
  return { TemplateBody: readFileSync(stack.template.file, 'utf8'), StagesAvailable: ['Original'] };
}

const notChecked = { StackResourceDriftStatus: 'NOT_CHECKED' };

function identityOf({ template }: DeployedStack): { readonly StackId: string; readonly StackName: string } {
  const { region, accountId, stackName } = template;
  const id = pseudoParameter(accountOf(region, accountId, stackName), 'AWS::StackId');
  return { StackId: id ?? stackName, StackName: stackName };
}

/** The stack, when the request names it by its name or id. @throws ServiceError `ValidationError` */
function named(stack: DeployedStack, input: JsonInput): ReturnType<typeof identityOf> {
  const name = text(input, 'StackName');
  const identity = identityOf(stack);
  if (name === undefined) throw validation('StackName must be specified.');
  if (name !== identity.StackName && name !== identity.StackId) {
    throw validation(`Stack with id ${name} does not exist`);
  }
  return identity;
}

function resourcesOf(stack: DeployedStack, stackName: string, logicalId: string | undefined): StackResource[] {
  const found = stackResources(stack).filter((resource) => logicalId === undefined || resource.logicalId === logicalId);
  if (found.length > 0 || logicalId === undefined) return found;
  throw validation(`Resource ${logicalId} does not exist for stack ${stackName}`);
}

function summary({ logicalId, physicalId, type, status }: StackResource): object {
  return { LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceType: type, ResourceStatus: status };
}

function times({ createdAt, updatedAt }: DeployedStack): object {
  return {
    CreationTime: timestamp(createdAt),
    ...(updatedAt === undefined ? {} : { LastUpdatedTime: timestamp(updatedAt) }),
  };
}

const lastChange = ({ createdAt, updatedAt }: DeployedStack): string => timestamp(updatedAt ?? createdAt);

function text(input: JsonInput, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function validation(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
