import type { Storage, Table } from '../../state/storage.ts';
import { invalidParameter, notFound } from './errors.ts';
import { parseSubscription, parseTopic } from './stored.ts';
import type { StoredSubscription, StoredTopic } from './stored.ts';
import { subscriptionSettings } from './subscription-attributes.ts';
import type { SubscriptionSettings } from './subscription-attributes.ts';

/** A subscription with what its attributes say. */
export interface Subscription extends StoredSubscription {
  readonly arn: string;
  readonly settings: SubscriptionSettings;
}

/** The topics of an account and their subscriptions, by ARN. */
export class Topics {
  readonly #topics: Table<StoredTopic>;
  readonly #stored: Table<StoredSubscription>;
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(storage: Storage) {
    this.#topics = storage.table('sns-topics', parseTopic);
    this.#stored = storage.table('sns-subscriptions', parseSubscription);
    for (const [arn, stored] of [...this.#stored]) {
      // Its topic was deleted, and a kill came before its subscriptions were.
      if (this.#topics.get(stored.topicArn) === undefined) this.#stored.delete(arn);
      else this.#remember(arn, stored);
    }
  }

  /** The ARNs of all topics, sorted. */
  arns(): string[] {
    return [...this.#topics].map(([arn]) => arn).sort();
  }

  find(arn: string): StoredTopic | undefined {
    return this.#topics.get(arn);
  }

  /** @throws ServiceError `InvalidParameter` for what is no ARN of a topic, `NotFound` */
  get(arn: string): StoredTopic {
    if (!/^arn:[^:]+:sns:[^:]*:\d{12}:[\w.-]+$/.test(arn)) throw invalidParameter('TopicArn');
    const topic = this.#topics.get(arn);
    if (topic === undefined) throw notFound('Topic does not exist');
    return topic;
  }

  set(arn: string, topic: StoredTopic): void {
    this.#topics.set(arn, topic);
  }

  /** Deletes a topic and its subscriptions. */
  delete(arn: string): void {
    // In this order a kill in between leaves subscriptions without a topic, which the next start drops.
    this.#topics.delete(arn);
    for (const subscription of this.subscriptionsOf(arn)) {
      this.#stored.delete(subscription.arn);
      this.#subscriptions.delete(subscription.arn);
    }
  }

  /** All subscriptions, sorted by ARN. */
  subscriptions(): Subscription[] {
    return [...this.#subscriptions.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  subscriptionsOf(topicArn: string): Subscription[] {
    return this.subscriptions().filter((subscription) => subscription.topicArn === topicArn);
  }

  findSubscription(arn: string): Subscription | undefined {
    return this.#subscriptions.get(arn);
  }

  /** @throws ServiceError `NotFound` */
  getSubscription(arn: string): Subscription {
    const subscription = this.#subscriptions.get(arn);
    if (subscription === undefined) throw notFound('Subscription does not exist');
    return subscription;
  }

  setSubscription(arn: string, stored: StoredSubscription): void {
    this.#stored.set(arn, stored);
    this.#remember(arn, stored);
  }

  deleteSubscription({ arn, topicArn }: Subscription): void {
    this.#stored.delete(arn);
    this.#subscriptions.delete(arn);
    const topic = this.#topics.get(topicArn);
    if (topic !== undefined) {
      this.#topics.set(topicArn, { ...topic, subscriptionsDeleted: topic.subscriptionsDeleted + 1 });
    }
  }

  #remember(arn: string, stored: StoredSubscription): void {
    this.#subscriptions.set(arn, { ...stored, arn, settings: subscriptionSettings(stored.attributes) });
  }
}
