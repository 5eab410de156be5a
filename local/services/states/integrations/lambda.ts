import { isObject } from '../../../json.ts';
import type { Json } from '../../../json.ts';
import { UnknownFunctionError } from '../../../lambda/invoker.ts';
import type { World } from '../engine/world.ts';
import { isJsonObject, jsonOf } from '../json-text.ts';
import { errorNames, ownError, StatesError } from '../states-error.ts';
import type { Integration } from './integration.ts';

/** A function that a task names by its ARN: the input is its event, its answer is the result. */
export function invokeFunction(arn: string): Integration {
  return {
    events: { kind: 'function', resource: arn },
    waitsForToken: false,
    call: (given, world) => invoke(arn, given, world),
  };
}

/** `lambda:invoke`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export function lambdaInvoke(waitsForToken: boolean): Integration {
  return {
    events: { kind: 'task', resourceType: 'lambda', resource: waitsForToken ? 'invoke.waitForTaskToken' : 'invoke' },
    waitsForToken,
    check: (given) => void invocationOf(given),
    async call(given, world) {
      const { name, payload, version } = invocationOf(given);
      return { ExecutedVersion: version, Payload: await invoke(name, payload, world), StatusCode: 200 };
    },
  };
}

interface Invocation {
  readonly name: string;
  readonly payload: Json;
  readonly version: string;
}

function invocationOf(given: Json): Invocation {
  if (!isJsonObject(given)) throw ownError(errorNames.runtime, 'The arguments of lambda:invoke are an object.');
  const { FunctionName: name, Payload: payload = {}, Qualifier: qualifier, ...others } = given;
  if (typeof name !== 'string')
    throw ownError(errorNames.runtime, "The field 'FunctionName' is required but was missing");
  const [unknown] = Object.keys(others).filter(
    (field) => field !== 'InvocationType' || others[field] !== 'RequestResponse',
  );
  if (unknown !== undefined) {
    const message = `The field '${unknown}' of lambda:invoke is not simulated by the local AWS: ${JSON.stringify(others[unknown])}`;
    throw ownError(errorNames.runtime, message);
  }
  if (typeof qualifier !== 'string') return { name, payload, version: '$LATEST' };
  return { name: `${name}:${qualifier}`, payload, version: qualifier };
}

async function invoke(name: string, event: Json, { invoker }: World): Promise<Json> {
  let result;
  try {
    result = await invoker.invoke(name, event);
  } catch (error) {
    throw new StatesError(...refusalOf(error, name), { cause: error });
  }
  if (result.outcome === 'throttled') {
    throw new StatesError('Lambda.TooManyRequestsException', 'Rate Exceeded. (Service: Lambda, Status Code: 429)');
  }
  if (result.outcome === 'failed') throw new StatesError(errorTypeOf(result.payload), result.payload);
  const value = jsonOf(result.payload);
  if (value === undefined)
    throw new StatesError('Lambda.Unknown', `The function answered with what is not JSON: ${result.payload}`);
  return value;
}

/** Why Lambda did not run the function: the name of the SDK's class, and what it says. */
function refusalOf(error: unknown, name: string): [string, string] {
  if (error instanceof UnknownFunctionError) {
    return ['Lambda.ResourceNotFoundException', `Function not found: ${name} (Service: Lambda, Status Code: 404)`];
  }
  const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
  return [`Lambda.${kind.replace(/Error$/, '')}Exception`, message];
}

/** What the function's error is called: its `errorType`, which is the name of the error's class. */
function errorTypeOf(payload: string): string {
  const error: unknown = jsonOf(payload);
  const type = isObject(error) ? error.errorType : undefined;
  return typeof type === 'string' && type !== '' ? type : 'Lambda.Unknown';
}
