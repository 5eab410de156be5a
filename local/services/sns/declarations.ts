import { isObject } from '../../json.ts';
import type { Storage, Table } from '../../state/storage.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import { invalidParameter } from './errors.ts';
import { checkEndpoint, checkProtocol, findSame } from './subscription-operations.ts';
import { withSubscriptionAttributes } from './subscription-attributes.ts';
import { checkTopicAttribute, checkTopicName } from './topic-operations.ts';
import type { Topics } from './topics.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A topic that a template declares (`AWS::SNS::Topic`), with its properties resolved. */
export interface DeclaredTopic {
  readonly name: string;
  readonly arn: string;
  readonly properties: Properties;
}

/** A subscription that a template declares (`AWS::SNS::Subscription`), with its properties resolved. */
export interface DeclaredSubscription {
  readonly arn: string;
  readonly properties: Properties;
}

/** What a declaration did. `kept` leaves alone what somebody changed since it was declared. */
export type Declaration = 'created' | 'updated' | 'kept';

interface PropertyNames {
  readonly properties: readonly string[];
  readonly withoutEffect: readonly string[];
}

/** The properties of `AWS::SNS::Topic`: what is honoured, and what can have no effect here. */
export const topicProperties: PropertyNames = {
  properties: ['DisplayName', 'FifoTopic', 'SignatureVersion', 'Subscription', 'TopicName'],
  // Nothing is encrypted or traced, and nobody counts costs.
  withoutEffect: ['KmsMasterKeyId', 'Tags', 'TracingConfig'],
};

/** The properties of `AWS::SNS::Subscription`. */
export const subscriptionProperties: PropertyNames = {
  properties: [
    'Endpoint',
    'FilterPolicy',
    'FilterPolicyScope',
    'Protocol',
    'RawMessageDelivery',
    'RedrivePolicy',
    'TopicArn',
  ],
  withoutEffect: [],
};

/** What in an `AWS::SNS::Topic` cannot run here; undefined when all can. */
export function topicProblem({ properties }: { readonly properties: Properties }): string | undefined {
  const { FifoTopic: fifo, TopicName: name } = properties;
  if (fifo === true || fifo === 'true' || (typeof name === 'string' && name.endsWith('.fifo'))) {
    return 'FIFO topics are not simulated locally';
  }
  return problemOf(() => {
    if (typeof name === 'string') checkTopicName(name);
    topicAttributes(properties);
    for (const one of inlineSubscriptions(properties)) readEnds(one);
  });
}

/** What in an `AWS::SNS::Subscription` cannot run here; undefined when all can. */
export function subscriptionProblem({ properties }: { readonly properties: Properties }): string | undefined {
  return problemOf(() => {
    subscriptionAttributes(properties);
    readEnds(properties);
  });
}

/** Brings about what a template declares, and leaves alone what somebody changed until the declaration itself changes. */
export class Declarations {
  readonly #topics: Topics;
  readonly #declared: Table<string>;
  readonly #newArn: (topicArn: string) => string;

  /** @param newArn makes the ARN of a subscription that has none in the template */
  constructor(storage: Storage, topics: Topics, newArn: (topicArn: string) => string) {
    this.#topics = topics;
    this.#declared = storage.table('sns-declarations', (value) => String(value));
    this.#newArn = newArn;
  }

  /** @throws ServiceError when the topic breaks the rules of SNS */
  topic({ name, arn, properties }: DeclaredTopic): Declaration {
    checkTopicName(name);
    const attributes = topicAttributes(properties);
    const known = this.#topics.find(arn);
    const done = this.#declare(arn, attributes, known !== undefined, () =>
      this.#topics.set(arn, { tags: {}, subscriptionsDeleted: 0, ...known, attributes }),
    );
    for (const one of inlineSubscriptions(properties)) {
      const { protocol, endpoint } = readEnds(one);
      if (findSame(this.#topics, arn, protocol, endpoint) === undefined) {
        this.#topics.setSubscription(this.#newArn(arn), { topicArn: arn, protocol, endpoint, attributes: {} });
      }
    }
    return done;
  }

  /** @throws ServiceError when the subscription breaks the rules of SNS, or its topic is not there */
  subscription({ arn, properties }: DeclaredSubscription): Declaration {
    const { TopicArn: topicArn } = properties;
    if (typeof topicArn !== 'string') throw invalidParameter('TopicArn');
    this.#topics.get(topicArn);
    const { protocol, endpoint } = readEnds(properties);
    const stored = { topicArn, protocol, endpoint, attributes: subscriptionAttributes(properties) };
    const same = findSame(this.#topics, topicArn, protocol, endpoint);
    // Somebody subscribed the same end by hand. There is one subscription of it, and it is the template's now.
    if (same !== undefined && same.arn !== arn) this.#topics.deleteSubscription(same);
    const isKnown = this.#topics.findSubscription(arn) !== undefined;
    return this.#declare(arn, stored, isKnown, () => this.#topics.setSubscription(arn, stored));
  }

  #declare(arn: string, declaration: object, isKnown: boolean, bringAbout: () => void): Declaration {
    const text = JSON.stringify(declaration);
    if (isKnown && this.#declared.get(arn) === text) return 'kept';
    bringAbout();
    this.#declared.set(arn, text);
    return isKnown ? 'updated' : 'created';
  }
}

function topicAttributes(properties: Properties): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of ['DisplayName', 'SignatureVersion']) {
    const value = properties[name];
    if (value === undefined) continue;
    attributes[name] = textOf(value);
    checkTopicAttribute(name, attributes[name]);
  }
  return attributes;
}

function inlineSubscriptions({ Subscription: list }: Properties): readonly Properties[] {
  if (list === undefined) return [];
  const items: unknown[] = Array.isArray(list) ? list : [list];
  return items.map((item) => {
    if (!isObject(item)) throw invalidParameter('Subscription Reason: it must be a list of subscriptions');
    return item;
  });
}

function readEnds({ Protocol: protocol, Endpoint: endpoint }: Properties) {
  const known = checkProtocol(typeof protocol === 'string' ? protocol : '');
  return { protocol: known, endpoint: checkEndpoint(known, typeof endpoint === 'string' ? endpoint : '') };
}

function subscriptionAttributes(properties: Properties): Readonly<Record<string, string>> {
  const names = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];
  const given = names.filter((name) => properties[name] !== undefined);
  const attributes = Object.fromEntries(given.map((name) => [name, textOf(properties[name])]));
  const protocol = checkProtocol(textOf(properties.Protocol ?? ''));
  return withSubscriptionAttributes(protocol, {}, attributes, '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof NotSimulatedError) return error.message.replace(/^sns:\w+ with /, '');
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}
