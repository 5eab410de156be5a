import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { isObject } from '../../local/json.ts';
import { printable } from '../terminal/printable.ts';
import {
  AwsNotReachedError,
  CallBrokenOffError,
  CallRefusedError,
  FunctionFailedError,
  FunctionMissingError,
} from './function-errors.ts';
import type { StageAddress } from './stage-address.ts';

/** Calls functions of one stage and waits for their answers. */
export interface FunctionCaller {
  /**
   * @param name what follows `dragons-{stage}-` in the function's name
   * @param payload JSON
   * @returns what the function answered, parsed
   * @throws FunctionCallError, its subclasses say what went wrong
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
  const { stage, endpoint, region, credentials } = address;
  if (endpoint !== undefined && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : '')) {
    throw new CallRefusedError(`The endpoint "${printable(endpoint)}" is no address such as http://127.0.0.1:4566.`);
  }
  const lambda = new LambdaClient({
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000, requestTimeout: timeout, throwOnRequestTimeout: true },
  });
  return {
    async invoke(name, payload) {
      const functionName = `dragons-${stage}-${name}`;
      const { FunctionError, Payload } = await lambda
        .send(new InvokeCommand({ FunctionName: functionName, Payload: payload }))
        .catch((error: unknown) => {
          throw explained(error, functionName, address);
        });
      const answer = parsed(Payload?.transformToString() ?? '');
      if (FunctionError === undefined) return answer;
      throw new FunctionFailedError(`${functionName} failed: ${failureText(answer)}`);
    },
    close: () => lambda.destroy(),
  };
}

const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Says in words for a person what the SDK threw. */
function explained(error: unknown, functionName: string, { stage, endpoint, region }: StageAddress): Error {
  const cause = error instanceof Error ? error : new Error(String(error));
  const where = endpoint ?? `Lambda in ${region ?? 'the region of the profile'}`;
  const code = 'code' in cause ? String(cause.code) : '';
  if (unreachable.includes(code)) {
    const hint = stage === 'local' ? 'Start the local stack with "npm start".' : 'Is the region right?';
    return new AwsNotReachedError(`Nothing answers at ${where}. ${hint}`, { cause });
  }
  const text = printable(cause.message);
  if (cause.message.startsWith('Region is missing')) {
    return new CallRefusedError(`Nobody said in which region the stage "${stage}" is: give --region.`, { cause });
  }
  if (/^(Credentials|Token)ProviderError$/.test(cause.name)) {
    return new CallRefusedError(
      `There are no AWS credentials for the stage "${stage}": ${text} Sign in as for the aws command line; for the local stack leave --stage out.`,
      { cause },
    );
  }
  if (cause.name === 'ResourceNotFoundException') {
    return new FunctionMissingError(
      `There is no function ${functionName} at ${where}. Is the stage "${stage}" the one that runs there?`,
      { cause },
    );
  }
  const status = statusOf(cause);
  // No status: the connection broke, or the answer took too long.
  const mayPass = status === undefined || status === 429 || (status >= 500 && status !== 501);
  return mayPass
    ? new CallBrokenOffError(`The call of ${functionName} broke off: ${cause.name}: ${text}`, { cause })
    : new CallRefusedError(`${where} refuses the call of ${functionName}: ${cause.name}: ${text}`, { cause });
}

function statusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status = isObject(metadata) ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
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
