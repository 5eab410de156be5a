import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { clientOptions, explained, requestHandler } from './aws-calls.ts';
import type { StageAddress } from './stage-address.ts';

/** A stack as CloudFormation describes it. */
export interface DescribedStack {
  readonly name: string;
  /** By name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By name. */
  readonly outputs: ReadonlyMap<string, string>;
}

/**
 * Asks CloudFormation for a stack.
 * @param name that of the stack; the first one that there is when not given
 * @returns undefined when there is no such stack
 * @throws AwsCallError
 */
export async function describeStack(address: StageAddress, name?: string): Promise<DescribedStack | undefined> {
  const client = new CloudFormationClient({ ...clientOptions(address), requestHandler });
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack?.StackName === undefined) return undefined;
    const { StackName, Parameters = [], Outputs = [] } = stack;
    return {
      name: StackName,
      parameters: Object.fromEntries(named(Parameters.map((one) => [one.ParameterKey, one.ParameterValue]))),
      outputs: new Map(named(Outputs.map((one) => [one.OutputKey, one.OutputValue]))),
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw explained(error, name === undefined ? 'DescribeStacks' : `DescribeStacks of ${name}`, address);
  } finally {
    client.destroy();
  }
}

function named(pairs: readonly (readonly [string | undefined, string | undefined])[]): [string, string][] {
  return pairs.flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]]));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html: "If the stack does not exist, a ValidationError is returned." */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');
}
