import { randomUUID } from 'node:crypto';
import { systemTimers } from '../../clock.ts';
import type { Timers } from '../../clock.ts';
import type { FunctionInvoker } from '../../lambda/invoker.ts';
import type { Storage } from '../../state/storage.ts';
import type { JsonInput } from '../json-protocol.ts';
import { queryService } from '../query-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import type { AwsService } from '../service.ts';
import { Declarations } from './declarations.ts';
import type { Declaration, DeclaredSubscription, DeclaredTopic } from './declarations.ts';
import { Deliveries } from './deliveries.ts';
import type { SendToQueue } from './deliveries.ts';
import { PendingDeliveries } from './pending-deliveries.ts';
import { publish, publishBatch } from './publish.ts';
import {
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  subscribe,
  unsubscribe,
} from './subscription-operations.ts';
import {
  createTopic,
  deleteTopic,
  getTopicAttributes,
  listTagsForResource,
  listTopics,
  setTopicAttributes,
  tagResource,
  untagResource,
} from './topic-operations.ts';
import { Topics } from './topics.ts';
import { withUnsubscribeLinks } from './unsubscribe-link.ts';

export { subscriptionProblem, subscriptionProperties, topicProblem, topicProperties } from './declarations.ts';
export type { Declaration, DeclaredSubscription, DeclaredTopic } from './declarations.ts';

/** What SNS is made of. */
export interface SnsOptions {
  readonly storage: Storage;
  readonly timers?: Timers;
  readonly region: string;
  /** Twelve digits, for ARNs. */
  readonly accountId: string;
  /** `aws` when not given. */
  readonly partition?: string;
  /** Calls the functions that are subscribed. */
  readonly invoker: FunctionInvoker;
  /** `send` of SQS. */
  readonly sendToQueue: SendToQueue;
  /** Whether the template lets a topic invoke a function; every topic may when not given. */
  readonly mayInvoke?: (functionArn: string, topicArn: string) => boolean;
  /** Told of text messages, and of notifications that could not be delivered. */
  readonly log: (line: string) => void;
  /** Told, for metrics, that a message was published, and that a notification came to its subscriber or was given up. */
  readonly onTopicEvent?: (topicArn: string, event: 'published' | 'delivered' | 'failed') => void;
  /** The address of the AWS endpoint, for links in notifications. */
  readonly endpoint: () => string;
}

/** Simple Notification Service, with what other parts of the local AWS need of it. */
export interface Sns {
  readonly service: AwsService;
  /**
   * Brings a declared topic about, with the subscriptions that it lists. Later it changes only when the declaration itself changed.
   * @throws ServiceError when the topic breaks the rules of SNS
   */
  declareTopic(declared: DeclaredTopic): Declaration;
  /** Brings a declared subscription about; its topic has to be there. @throws ServiceError as {@link Sns.declareTopic} */
  declareSubscription(declared: DeclaredSubscription): Declaration;
  /** Publishes within this process. @param input as the SDK takes it @throws ServiceError */
  publish(input: JsonInput): Promise<{ readonly MessageId: string }>;
  /**
   * Does an operation within this process.
   * @param input as the SDK takes it; bytes as `Uint8Array` or base64
   * @returns what the SDK would give
   * @throws ServiceError with the codes of the query protocol, such as `NotFound` and `InvalidParameter`
   */
  call(operation: string, input: JsonInput): Promise<unknown>;
  /** Goes on with the deliveries that were pending when the process ended: called once, when functions can be invoked. */
  resume(): void;
  /** Waits for the deliveries that are under way; retries stay stored. Functions that hang have to be ended meanwhile. */
  close(): Promise<void>;
}

/** Simple Notification Service, standard topics. https://docs.aws.amazon.com/sns/latest/api/welcome.html */
export function sns(options: SnsOptions): Sns {
  const { storage, timers = systemTimers, region, accountId, partition = 'aws', log, endpoint } = options;
  const onTopicEvent = options.onTopicEvent ?? (() => undefined);
  const topics = new Topics(storage);
  const pending = new PendingDeliveries(storage);
  const deliveries = new Deliveries({
    pending,
    topics,
    timers,
    invoker: options.invoker,
    sendToQueue: options.sendToQueue,
    mayInvoke: options.mayInvoke ?? (() => true),
    log,
    onTopicEvent,
    notification: {
      region,
      endpoint,
      signatureVersionOf: (topicArn) => topics.find(topicArn)?.attributes.SignatureVersion ?? '1',
    },
  });
  const left = pending.all();
  const declarations = new Declarations(storage, topics, (topicArn) => `${topicArn}:${randomUUID()}`);
  const publisher = { topics, pending, deliveries, clock: timers.now, log, onTopicEvent };
  const on = { topics, arnPrefix: `arn:${partition}:sns:${region}:${accountId}:`, accountId };

  const operations: Readonly<Record<string, (input: JsonInput) => object | undefined>> = {
    CreateTopic: (input) => createTopic(on, input),
    DeleteTopic: (input) => deleteTopic(on, input),
    GetSubscriptionAttributes: (input) => getSubscriptionAttributes(on, input),
    GetTopicAttributes: (input) => getTopicAttributes(on, input),
    ListSubscriptions: (input) => listSubscriptions(on, input),
    ListSubscriptionsByTopic: (input) => listSubscriptionsByTopic(on, input),
    ListTagsForResource: (input) => listTagsForResource(on, input),
    ListTopics: (input) => listTopics(on, input),
    Publish: (input) => publish(publisher, input),
    PublishBatch: (input) => publishBatch(publisher, input),
    SetSubscriptionAttributes: (input) => setSubscriptionAttributes(on, input),
    SetTopicAttributes: (input) => setTopicAttributes(on, input),
    Subscribe: (input) => subscribe(on, input),
    TagResource: (input) => tagResource(on, input),
    Unsubscribe: (input) => unsubscribe(on, input),
    UntagResource: (input) => untagResource(on, input),
  };
  const service = queryService({
    signingName: 'sns',
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    operations,
    maps: ['Attributes'],
  });

  return {
    service: withUnsubscribeLinks(service),
    declareTopic: (declared) => declarations.topic(declared),
    declareSubscription: (declared) => declarations.subscription(declared),
    publish: async (input) => publish(publisher, input),
    async call(operation, input) {
      const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (known === undefined) throw new NotSimulatedError(`sns:${operation}`);
      return known(input) ?? {};
    },
    resume() {
      for (const delivery of left.splice(0)) deliveries.start(delivery);
    },
    close: () => deliveries.close(),
  };
}
