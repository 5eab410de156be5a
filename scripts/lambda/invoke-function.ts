import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { isObject } from '../../local/json.ts';
import { clientOptions, explained, placeOf } from '../aws/aws-calls.ts';
import type { StageAddress } from '../aws/stage-address.ts';
import { printable } from '../terminal/printable.ts';
import { FunctionFailedError, FunctionMissingError } from './function-errors.ts';

/** The version that was verified last (`AutoPublishAlias` in template.yaml). */
const liveAlias = 'live';

/** Calls functions of one stage and waits for their answers. */
export interface FunctionCaller {
  /**
   * @param name what follows `dragons-{stage}-` in the function's name
   * @param payload JSON
   * @returns what the function answered, parsed
   * @throws AwsCallError, its subclasses say what went wrong
   */
  invoke(name: string, payload: string): Promise<unknown>;
  close(): void;
}

/**
 * Makes the caller of a stage's functions. It tries each call once: who calls knows whether a second time does harm.
 * @param timeout milliseconds to wait for an answer; at least the function's own
 * @throws CallRefusedError when the endpoint is no URL
 */
export function functionCaller(address: StageAddress, timeout: number): FunctionCaller {
  const { stage } = address;
  const lambda = new LambdaClient({
    ...clientOptions(address),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000, requestTimeout: timeout, throwOnRequestTimeout: true },
  });
  return {
    async invoke(name, payload) {
      const functionName = `dragons-${stage}-${name}`;
      const { FunctionError, Payload } = await lambda
        .send(new InvokeCommand({ FunctionName: functionName, Qualifier: liveAlias, Payload: payload }))
        .catch((error: unknown) => {
          throw isMissing(error) ? missing(error, functionName, address) : explained(error, functionName, address);
        });
      const answer = parsed(Payload?.transformToString() ?? '');
      if (FunctionError === undefined) return answer;
      throw new FunctionFailedError(`${functionName} failed: ${failureText(answer)}`);
    },
    close: () => lambda.destroy(),
  };
}

const isMissing = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

function missing(cause: Error, functionName: string, address: StageAddress): FunctionMissingError {
  return new FunctionMissingError(
    `There is no function ${functionName} at ${placeOf(address)}. Is the stage "${address.stage}" the one that runs there?`,
    { cause },
  );
}

/** Lambda's error object in words. */
function failureText(answer: unknown): string {
  const { errorType, errorMessage } = isObject(answer) ? answer : {};
  const parts = [errorType, errorMessage].filter((part) => typeof part === 'string' && part !== '');
  return parts.length > 0 ? printable(parts.join(': '), 500) : 'it does not say why; its log may.';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
