import { isObject } from '../../local/json.ts';
import { printable } from '../terminal/printable.ts';
import { type AwsCallError, AwsNotReachedError, CallBrokenOffError, CallRefusedError } from './aws-call-errors.ts';
import { isLoopback, type AwsPlace, type StageAddress } from './stage-address.ts';

const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/**
 * Says in words for a person what a client of the SDK threw.
 * @param call what was called, as in "the call of dragons-dev-import-dragons"
 */
export function explained(error: unknown, call: string, address: StageAddress): AwsCallError {
  const cause = error instanceof Error ? error : new Error(String(error));
  const { stage, stack } = address;
  const what = stack === undefined ? `the stage "${stage}"` : `the stack "${stack}"`;
  const where = placeOf(address);
  const code = 'code' in cause ? String(cause.code) : '';
  if (unreachable.includes(code)) {
    const isHere = address.endpoint !== undefined && isLoopback(address.endpoint);
    const hint = isHere ? 'Start the local stack with "npm start".' : 'Is the region right?';
    return new AwsNotReachedError(`Nothing answers at ${where}. ${hint}`, { cause });
  }
  const text = printable(cause.message);
  if (cause.message.startsWith('Region is missing')) {
    return new CallRefusedError(`Nobody said in which region ${what} is: give --region.`, { cause });
  }
  if (/^(Credentials|Token)ProviderError$/.test(cause.name)) {
    return new CallRefusedError(
      `There are no AWS credentials for ${what}: ${text} Sign in as for the aws command line; for the local stack leave --${stack === undefined ? 'stage' : 'stack'} out.`,
      { cause },
    );
  }
  const status = statusOf(cause);
  // No status: the connection broke, or the answer took too long.
  const mayPass = status === undefined || status === 429 || (status >= 500 && status !== 501);
  return mayPass
    ? new CallBrokenOffError(`The call of ${call} broke off: ${cause.name}: ${text}`, { cause })
    : new CallRefusedError(`${where} refuses the call of ${call}: ${cause.name}: ${text}`, { cause });
}

/** Where a service of a stage is, in words. */
export function placeOf({ endpoint, region, service }: StageAddress): string {
  return endpoint ?? `${service} in ${region ?? 'the region of the profile'}`;
}

/**
 * The options of a client of the SDK.
 * @throws CallRefusedError when the endpoint is no URL
 */
export function clientOptions({ endpoint, region, credentials }: AwsPlace) {
  if (endpoint !== undefined && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : '')) {
    throw new CallRefusedError(`The endpoint "${printable(endpoint)}" is no address such as http://127.0.0.1:4566.`);
  }
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** How long clients of the SDK wait, in milliseconds: an answer that never comes is an error, and not a wait for ever. */
export const requestHandler = { connectionTimeout: 5000, requestTimeout: 60_000, throwOnRequestTimeout: true };

function statusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status = isObject(metadata) ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
