import { deployedStack, type DeployedStack } from '../aws/deployed-stack.ts';
import { isLoopback, stageAddress, type StageAddress, type StageChoice } from '../aws/stage-address.ts';
import { NotDeployedError } from './sign-in-errors.ts';
import { machineClientOf, machineToken, userTokenOf, type MachineClient } from './sign-in.ts';

/** A stack whose tokens can be had, by what its outputs say. */
export interface StackTokens {
  readonly stack: DeployedStack;
  /** Whether it runs on this machine, where the sample users are. */
  readonly isLocal: boolean;
  /** The user pool's domain, without a slash at the end. */
  readonly signInUrl: string;
  machineClient(): Promise<MachineClient>;
  /** @param scope blanks between scopes; undefined for all that the machine client may have */
  machineToken(scope?: string): Promise<string>;
  userToken(username: string, password: string): Promise<string>;
}

/**
 * Finds a stack with its user pool. All that it gives throws SignInError.
 * @param choice with `stack`
 * @throws AwsCallError when CloudFormation does not know the stack, or cannot be asked
 */
export async function stackTokens(
  choice: StageChoice & { readonly stack: string },
  environment = process.env,
): Promise<StackTokens> {
  const stack = await deployedStack(choice, environment);
  const place: StageAddress = stageAddress(environment, choice, 'Cognito_Identity_Provider');
  const signInUrl = stack.output('SignInUrl').replace(/\/+$/, '');
  const machineClient = (): Promise<MachineClient> =>
    machineClientOf(place, { userPoolId: stack.output('UserPoolId'), clientId: stack.output('MachineClientId') });
  return {
    stack,
    isLocal: place.endpoint !== undefined && isLoopback(place.endpoint),
    signInUrl,
    machineClient,
    machineToken: async (scope) => machineToken(signInUrl, await machineClient(), scope),
    async userToken(username, password) {
      const clientId = stack.optionalOutput('ScriptClientId');
      if (clientId === undefined) {
        throw new NotDeployedError(
          `The stack ${stack.name} has no client for user names and passwords, as production has none: sign in on its page instead.`,
        );
      }
      return userTokenOf(place, clientId, username, password);
    },
  };
}
