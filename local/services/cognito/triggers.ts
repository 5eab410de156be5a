import type { FunctionInvoker, InvocationResult } from '../../lambda/invoker.ts';
import { UnknownFunctionError } from '../../lambda/invoker.ts';
import { isObject } from '../../json.ts';
import type { UserPool } from './declarations/model.ts';
import type { User } from './directory/user.ts';
import { InvalidLambdaResponseException, UnexpectedLambdaException, UserLambdaValidationException } from './errors.ts';

/**
 * "… it must respond within 5 seconds. If it doesn't and if the call can be retried, Amazon Cognito retries the call. After three unsuccessful
 * attempts, the function times out."
 */
const timeLimitMs = 5000;
const attempts = 3;

/** What every trigger's event says. */
export interface TriggerEvent {
  readonly version: '1' | '2';
  readonly triggerSource: string;
  readonly userName: string;
  /** The client id, or `CLIENT_ID_NOT_APPLICABLE` for administrators' calls. */
  readonly clientId: string;
  readonly request: object;
  readonly response: object;
}

/**
 * Calls a pool's trigger and gives the `response` of the event that the function returned.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 */
export type CallTrigger = (
  trigger: 'PreSignUp' | 'PreTokenGeneration',
  functionArn: string,
  pool: UserPool,
  event: TriggerEvent,
) => Promise<Record<string, unknown>>;

/**
 * @throws UserLambdaValidationException when the function throws
 * @throws UnexpectedLambdaException when it may not or cannot be run, or needs more than five seconds three times
 * @throws InvalidLambdaResponseException when it does not return its event
 */
export function triggerCaller(
  invoker: FunctionInvoker,
  region: string,
  mayInvoke: (functionArn: string, poolArn: string) => boolean = () => true,
): CallTrigger {
  return async (trigger, functionArn, pool, { clientId, ...event }) => {
    if (!mayInvoke(functionArn, pool.arn)) throw new UnexpectedLambdaException(trigger, 'AccessDeniedException');
    const result = await invokeInTime(invoker, trigger, functionArn, {
      version: event.version,
      region,
      userPoolId: pool.id,
      userName: event.userName,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
      triggerSource: event.triggerSource,
      request: event.request,
      response: event.response,
    });
    const payload = parse(result);
    if (result.outcome === 'failed') {
      throw new UserLambdaValidationException(trigger, errorMessage(payload));
    }
    if (!isObject(payload) || !isObject(payload.response)) {
      throw new InvalidLambdaResponseException('Unrecognizable lambda output');
    }
    return payload.response;
  };
}

async function invokeInTime(
  invoker: FunctionInvoker,
  trigger: string,
  functionArn: string,
  event: object,
): Promise<Exclude<InvocationResult, { outcome: 'throttled' }>> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const result = await invokeOnce(invoker, trigger, functionArn, event);
    if (result === 'late') continue;
    if (result.outcome === 'throttled') throw new UnexpectedLambdaException(trigger, 'Rate Exceeded');
    return result;
  }
  throw new UnexpectedLambdaException(trigger, 'Socket timeout while invoking Lambda function');
}

async function invokeOnce(
  invoker: FunctionInvoker,
  trigger: string,
  functionArn: string,
  event: object,
): Promise<InvocationResult | 'late'> {
  const timeLimit = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => timeLimit.resolve('late'), timeLimitMs);
  try {
    return await Promise.race([invoker.invoke(functionArn, event), timeLimit.promise]);
  } catch (error) {
    if (!(error instanceof UnknownFunctionError)) throw error;
    throw new UnexpectedLambdaException(trigger, `ResourceNotFoundException: ${functionArn}`);
  } finally {
    clearTimeout(timer);
  }
}

function parse(result: { readonly payload: string }): unknown {
  try {
    return JSON.parse(result.payload);
  } catch (cause) {
    throw new Error('A function result is not JSON.', { cause });
  }
}

function errorMessage(payload: unknown): string {
  return isObject(payload) && typeof payload.errorMessage === 'string' ? payload.errorMessage : 'unknown';
}

/** The user's attributes as triggers that run after sign-up see them. */
export function triggerAttributes(user: User): Record<string, string> {
  return { sub: user.sub, 'cognito:user_status': user.status, ...user.attributes };
}
