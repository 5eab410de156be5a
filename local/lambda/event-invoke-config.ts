import { isObject } from '../json.ts';

/** What becomes of an event that nobody waits for: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
export interface EventInvokeConfig {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** Milliseconds. */
  readonly maximumEventAge: number;
  /** ARN of a queue or topic. */
  readonly failureDestination: string | undefined;
}

/** An `EventInvokeConfig` that Lambda would refuse, or that is not simulated. The message names the member. */
export class EventInvokeConfigError extends Error {
  override readonly name = 'EventInvokeConfigError';
}

/** Why the `EventInvokeConfig` of a function cannot run here; undefined when it can. */
export function eventInvokeProblem({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) {
  try {
    eventInvokeConfig(properties.EventInvokeConfig);
    return undefined;
  } catch (error) {
    if (error instanceof EventInvokeConfigError) return error.message;
    throw error;
  }
}

/**
 * Reads what SAM calls `EventInvokeConfig` of a function; Lambda's own defaults where it says nothing.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
 * @throws EventInvokeConfigError
 */
export function eventInvokeConfig(declared: unknown): EventInvokeConfig {
  const config = membersOf(declared, 'EventInvokeConfig', [
    'DestinationConfig',
    'MaximumEventAgeInSeconds',
    'MaximumRetryAttempts',
  ]);
  const destinations = membersOf(config.DestinationConfig, 'EventInvokeConfig.DestinationConfig', ['OnFailure']);
  return {
    maximumRetryAttempts: integer(config, 'MaximumRetryAttempts', 0, 2) ?? 2,
    maximumEventAge: (integer(config, 'MaximumEventAgeInSeconds', 60, 21_600) ?? 21_600) * 1000,
    failureDestination: failureDestination(destinations.OnFailure),
  };
}

function failureDestination(declared: unknown): string | undefined {
  if (declared === undefined) return undefined;
  const where = 'EventInvokeConfig.DestinationConfig.OnFailure';
  const { Type: type, Destination: arn } = membersOf(declared, where, ['Destination', 'Type']);
  if (type !== 'SQS' && type !== 'SNS')
    throw new EventInvokeConfigError(`${where}.Type has to be SQS or SNS here, not ${JSON.stringify(type)}`);
  if (typeof arn === 'string' && arn.split(':')[2] === type.toLowerCase()) return arn;
  throw new EventInvokeConfigError(`${where}.Destination has to be the ARN of a resource of type ${type}`);
}

/** The members of an object, none of which may be unknown. */
function membersOf(declared: unknown, where: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (declared === undefined) return {};
  if (!isObject(declared)) throw new EventInvokeConfigError(`${where} has to be a map`);
  const others = Object.keys(declared).filter((name) => !known.includes(name));
  if (others.length > 0) throw new EventInvokeConfigError(`${where}.${others.join(', ')} is not simulated locally`);
  return declared;
}

/** A whole number; parameters of a template make texts of them. */
function integer(config: Readonly<Record<string, unknown>>, name: string, min: number, max: number) {
  const value = config[name];
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw new EventInvokeConfigError(
    `EventInvokeConfig.${name} has to be a whole number from ${min} to ${max}, not ${JSON.stringify(value)}`,
  );
}
