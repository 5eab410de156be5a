import { isCustomResourceType } from '../../custom-resources/index.ts';
import type { TemplateResource } from '../../template/model.ts';
import type { DeployedStack } from './deployed-stack.ts';
import { statusOf } from './deployed-stack.ts';

/** A resource as CloudFormation lists it. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}

/**
 * What SAM makes of its own types. CloudFormation sees the template after the transform:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const transformed: Readonly<Record<string, string>> = {
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::LayerVersion': 'AWS::Lambda::LayerVersion',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

/** The resources that the template declares, in the order of their logical ids. */
export function stackResources(stack: DeployedStack): StackResource[] {
  return [...stack.template.resources.values()]
    .map((resource) => ({
      logicalId: resource.logicalId,
      physicalId: physicalIdOf(resource, stack),
      type: transformed[resource.type] ?? resource.type,
      status: statusOf(stack),
    }))
    .sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}

function physicalIdOf({ logicalId, type, ref }: TemplateResource, { madeBy }: DeployedStack): string {
  return isCustomResourceType(type) ? (madeBy(logicalId) ?? '') : ref;
}
