import { AwsCallError } from './aws-call-errors.ts';
import { placeOf } from './aws-calls.ts';
import { describeStack } from './describe-stack.ts';
import { stageAddress, type StageChoice } from './stage-address.ts';

/** The stack is not there, or is none of this template. */
export class StackMissingError extends AwsCallError {
  override readonly name = 'StackMissingError';
}

/** What CloudFormation says of a stack. */
export interface DeployedStack {
  readonly name: string;
  /** The template's parameter `Stage`. */
  readonly stage: string;
  /** The value of an output. @throws StackMissingError when the stack has none of that name */
  output(name: string): string;
  /** The value of an output; undefined when the stack has none of that name. */
  optionalOutput(name: string): string | undefined;
}

/**
 * Asks CloudFormation for a stack.
 * @param choice with `stack`
 * @throws AwsCallError, its subclasses say what went wrong
 */
export async function deployedStack(
  choice: StageChoice & { readonly stack: string },
  environment = process.env,
): Promise<DeployedStack> {
  const { stack: name } = choice;
  const address = stageAddress(environment, choice, 'CloudFormation');
  const found = await describeStack(address, name);
  if (found === undefined) {
    throw new StackMissingError(`There is no stack ${name} at ${placeOf(address)}. Is it the right name and region?`);
  }
  const { outputs, parameters } = found;
  const { Stage: stage } = parameters;
  if (stage === undefined) {
    throw new StackMissingError(
      `The stack ${name} at ${placeOf(address)} has no parameter Stage: it is of another template.`,
    );
  }
  return {
    name,
    stage,
    optionalOutput: (output) => outputs.get(output),
    output(output) {
      const value = outputs.get(output);
      if (value !== undefined) return value;
      throw new StackMissingError(
        `The stack ${name} has no output ${output}. Deploy it once more: it is of an earlier version of this template.`,
      );
    },
  };
}

/**
 * What a command line says, with the stage that it means: that of the stack, where `--stack` names one.
 * @throws AwsCallError when CloudFormation has to be asked and does not say
 */
export async function withStage<Choice extends StageChoice>(
  choice: Choice,
  environment = process.env,
): Promise<Choice> {
  const { stack } = choice;
  if (stack === undefined) return choice;
  const { stage } = await deployedStack({ ...choice, stack }, environment);
  return { ...choice, stage };
}
