import { isObject } from '../../json.ts';

/** A topic as it is stored, by its ARN. */
export interface StoredTopic {
  /** What somebody set. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many of its subscriptions were deleted. */
  readonly subscriptionsDeleted: number;
}

/** What SNS delivers to here. */
export type Protocol = 'lambda' | 'sqs';

/** A subscription as it is stored, by its ARN. */
export interface StoredSubscription {
  readonly topicArn: string;
  readonly protocol: Protocol;
  /** The ARN of the function or the queue. */
  readonly endpoint: string;
  /** What somebody set: `FilterPolicy`, `FilterPolicyScope`, `RawMessageDelivery`, `RedrivePolicy`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads a stored topic back. @throws Error for anything else */
export function parseTopic(value: unknown): StoredTopic {
  if (!isObject(value)) throw new Error('not a topic');
  return {
    attributes: parseTexts(value.attributes),
    tags: parseTexts(value.tags),
    subscriptionsDeleted: typeof value.subscriptionsDeleted === 'number' ? value.subscriptionsDeleted : 0,
  };
}

/** Reads a stored subscription back. @throws Error for anything else */
export function parseSubscription(value: unknown): StoredSubscription {
  if (!isObject(value)) throw new Error('not a subscription');
  const { topicArn, protocol, endpoint, attributes } = value;
  if (typeof topicArn !== 'string' || typeof endpoint !== 'string') throw new Error('a subscription without an end');
  if (protocol !== 'lambda' && protocol !== 'sqs') throw new Error('a subscription of an unknown protocol');
  return { topicArn, protocol, endpoint, attributes: parseTexts(attributes) };
}

function parseTexts(value: unknown): Record<string, string> {
  if (!isObject(value)) throw new Error('attributes or tags that are no object');
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (typeof item !== 'string') throw new Error(`${name} is no text`);
      return [name, item];
    }),
  );
}
