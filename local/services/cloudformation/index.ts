import { queryService } from '../query-protocol.ts';
import type { AwsService } from '../service.ts';
import type { DeployedStack } from './deployed-stack.ts';
import {
  describeStackResource,
  describeStackResources,
  describeStacks,
  getTemplate,
  listStackResources,
} from './operations.ts';

export type { DeployedStack } from './deployed-stack.ts';

/**
 * As much of CloudFormation as tells what a stack is: its outputs, parameters and resources. It knows the one stack of this process, and
 * changes nothing. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
 * @param stack asked at every request
 */
export function cloudFormation(stack: () => DeployedStack): AwsService {
  return queryService({
    signingName: 'cloudformation',
    namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    operations: {
      DescribeStackResource: (input) => describeStackResource(stack(), input),
      DescribeStackResources: (input) => describeStackResources(stack(), input),
      DescribeStacks: (input) => describeStacks(stack(), input),
      GetTemplate: (input) => getTemplate(stack(), input),
      ListStackResources: (input) => listStackResources(stack(), input),
    },
  });
}
