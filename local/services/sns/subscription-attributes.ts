import { isObject } from '../../json.ts';
import { NotSimulatedError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { parseFilterPolicy } from './filter-policy/filter-policy.ts';
import type { FilterPolicy, FilterScope } from './filter-policy/filter-policy.ts';
import { FilterPolicyError } from './filter-policy/filter-policy-error.ts';
import type { Protocol } from './stored.ts';

type Attributes = Readonly<Record<string, string>>;

/** What the attributes of a subscription say. */
export interface SubscriptionSettings {
  readonly filter: FilterPolicy | undefined;
  readonly scope: FilterScope;
  readonly isRaw: boolean;
  readonly deadLetterTargetArn: string | undefined;
}

const notSimulated = new Set(['DeliveryPolicy', 'SubscriptionRoleArn', 'ReplayPolicy', 'ReplayStatus']);
const known = new Set(['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy']);

/**
 * Sets attributes on top of those that are there. An empty text takes one away, and so does an empty filter policy.
 * @param where stands in front of what is wrong: Subscribe says `Attributes Reason: `, SetSubscriptionAttributes nothing
 * @throws ServiceError `InvalidParameter`; NotSimulatedError
 */
export function withSubscriptionAttributes(
  protocol: Protocol,
  attributes: Attributes,
  changes: Attributes,
  where: string,
): Attributes {
  for (const name of Object.keys(changes)) {
    if (notSimulated.has(name)) throw new NotSimulatedError(`sns:Subscribe with ${name}`);
    if (!known.has(name)) throw invalidParameter(where === '' ? 'AttributeName' : `${where}Unknown attribute: ${name}`);
  }
  const all = Object.entries({ ...attributes, ...changes }).filter(
    ([name, value]) => value !== '' && !(name === 'FilterPolicy' && isEmptyObject(value)),
  );
  const merged = Object.fromEntries(all);
  check(protocol, merged, where);
  return merged;
}

/** Reads the settings out of checked attributes. */
export function subscriptionSettings(attributes: Attributes): SubscriptionSettings {
  const scope = attributes.FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
  const { FilterPolicy: policy, RedrivePolicy: redrive } = attributes;
  return {
    filter: policy === undefined ? undefined : parseFilterPolicy(policy, scope),
    scope,
    isRaw: attributes.RawMessageDelivery === 'true',
    deadLetterTargetArn: redrive === undefined ? undefined : deadLetterTargetOf(redrive),
  };
}

function check(protocol: Protocol, attributes: Attributes, where: string): void {
  const { FilterPolicyScope: scope, RawMessageDelivery: raw, RedrivePolicy: redrive } = attributes;
  if (scope !== undefined && scope !== 'MessageAttributes' && scope !== 'MessageBody') {
    throw invalidParameter(
      `${where}FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (raw !== undefined && raw !== 'true' && raw !== 'false') {
    throw invalidParameter(`${where}RawMessageDelivery: Invalid value [${raw}]. Must be true or false.`);
  }
  if (raw === 'true' && protocol === 'lambda') {
    throw invalidParameter(`${where}Delivery protocol [${protocol}] does not support raw message delivery.`);
  }
  if (redrive !== undefined && deadLetterTargetOf(redrive) === undefined) {
    throw invalidParameter(
      `${where}RedrivePolicy: it must be a JSON object with the ARN of a queue as deadLetterTargetArn`,
    );
  }
  try {
    subscriptionSettings(attributes);
  } catch (cause) {
    if (cause instanceof FilterPolicyError) throw invalidParameter(`${where}FilterPolicy: ${cause.message}`);
    throw cause;
  }
}

function deadLetterTargetOf(policy: string): string | undefined {
  const target = parsed(policy)?.deadLetterTargetArn;
  return typeof target === 'string' && /^arn:[^:]+:sqs:[^:]*:\d{12}:.+$/.test(target) ? target : undefined;
}

function isEmptyObject(text: string): boolean {
  const value = parsed(text);
  return value !== undefined && Object.keys(value).length === 0;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
