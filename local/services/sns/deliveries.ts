import type { Timers } from '../../clock.ts';
import { UnknownFunctionError } from '../../lambda/invoker.ts';
import type { FunctionInvoker } from '../../lambda/invoker.ts';
import { ServiceError } from '../service-error.ts';
import type { MessageAttributes } from './message-attributes.ts';
import { envelope, lambdaEvent } from './notification.ts';
import type { NotificationOptions } from './notification.ts';
import type { DeliveryState, PendingDeliveries, PendingDelivery } from './pending-deliveries.ts';
import { messageFor } from './publication.ts';
import { afterFailure, afterThrottle } from './retry-policy.ts';
import type { Subscription, Topics } from './topics.ts';

/** Puts a message into a queue by ARN. @throws ServiceError when there is none, or the queue refuses the message */
export type SendToQueue = (queueArn: string, body: string, attributes?: MessageAttributes) => unknown;

/** What deliveries are made with. */
export interface DeliveriesOptions {
  readonly pending: PendingDeliveries;
  readonly topics: Topics;
  readonly timers: Timers;
  readonly invoker: FunctionInvoker;
  readonly sendToQueue: SendToQueue;
  readonly mayInvoke: (functionArn: string, topicArn: string) => boolean;
  readonly log: (line: string) => void;
  readonly onTopicEvent: (topicArn: string, event: 'delivered' | 'failed') => void;
  readonly notification: NotificationOptions;
}

/** How an attempt ended. */
type Outcome =
  | { readonly is: 'delivered' }
  /** It can never succeed, such as for a function that is not there. */
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'failed' | 'throttled'; readonly reason: string };

/** Brings publications to their subscribers, with retries, and what cannot be delivered to dead-letter queues. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Begins a delivery when it is due. */
  start(delivery: PendingDelivery): void {
    if (this.#isClosed) return;
    const { timers } = this.#options;
    const wait = delivery.state.due - timers.now();
    if (wait <= 0) {
      this.#run(delivery);
      return;
    }
    const cancel = timers.after(wait, () => {
      this.#waiting.delete(cancel);
      this.#run(delivery);
    });
    this.#waiting.add(cancel);
  }

  /** Ends the waits for retries, which stay stored, and waits for the attempts that are under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
    await Promise.all(this.#running);
  }

  #run(delivery: PendingDelivery): void {
    const attempt = this.#attempt(delivery)
      .catch((error: unknown) => {
        // The delivery stays stored, and is tried again at the next start.
        this.#options.log(`The notification ${delivery.notice.messageId} is stuck: ${String(error)}`);
      })
      .finally(() => this.#running.delete(attempt));
    this.#running.add(attempt);
  }

  async #attempt(delivery: PendingDelivery): Promise<void> {
    const { topics, pending } = this.#options;
    const subscription = topics.findSubscription(delivery.subscriptionArn);
    const outcome: Outcome =
      subscription === undefined ? { is: 'delivered' } : await this.#deliver(delivery, subscription);
    if (subscription === undefined || outcome.is === 'delivered') {
      pending.finish(delivery);
      if (subscription !== undefined) this.#options.onTopicEvent(subscription.topicArn, 'delivered');
      return;
    }
    // Functions that are ended with the process fail, which is no fault of theirs: they are called again at the next start.
    if (this.#isClosed && outcome.is !== 'refused') return;
    const next = this.#next(delivery, outcome.is);
    if (next === undefined) {
      this.#giveUp(delivery, subscription, outcome.reason);
    } else {
      pending.save(delivery, next);
      this.start({ ...delivery, state: next });
    }
  }

  #next({ state, notice }: PendingDelivery, outcome: 'refused' | 'failed' | 'throttled'): DeliveryState | undefined {
    const now = this.#options.timers.now();
    if (outcome === 'failed') return afterFailure(state, now);
    return outcome === 'throttled' ? afterThrottle(state, now, notice.published) : undefined;
  }

  async #deliver(delivery: PendingDelivery, subscription: Subscription): Promise<Outcome> {
    return subscription.protocol === 'sqs' ? this.#send(delivery, subscription) : this.#invoke(delivery, subscription);
  }

  #send(delivery: PendingDelivery, subscription: Subscription): Outcome {
    try {
      const { body, attributes } = this.#queueMessage(delivery, subscription);
      this.#options.sendToQueue(subscription.endpoint, body, attributes);
      return { is: 'delivered' };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { is: 'refused', reason: error.message };
    }
  }

  async #invoke({ notice }: PendingDelivery, subscription: Subscription): Promise<Outcome> {
    const { mayInvoke, invoker, notification } = this.#options;
    const { endpoint, topicArn } = subscription;
    if (!mayInvoke(endpoint, topicArn)) {
      return { is: 'refused', reason: `no permission lets sns.amazonaws.com invoke ${endpoint} for ${topicArn}` };
    }
    try {
      const result = await invoker.invoke(endpoint, lambdaEvent(notice, subscription, notification));
      if (result.outcome === 'returned') return { is: 'delivered' };
      if (result.outcome === 'throttled') return { is: 'throttled', reason: 'the function was throttled' };
      return { is: 'failed', reason: `the function failed: ${result.payload}` };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { is: error instanceof UnknownFunctionError ? 'refused' : 'throttled', reason };
    }
  }

  #giveUp(delivery: PendingDelivery, subscription: Subscription, reason: string): void {
    const { pending, log, sendToQueue, onTopicEvent } = this.#options;
    onTopicEvent(subscription.topicArn, 'failed');
    const what = `The notification ${delivery.notice.messageId} of ${subscription.topicArn} to ${subscription.endpoint}`;
    const target = subscription.settings.deadLetterTargetArn;
    try {
      if (target === undefined) {
        log(`${what} is LOST, its subscription has no dead-letter queue: ${reason}`);
      } else {
        const { body, attributes } = this.#queueMessage(delivery, subscription);
        sendToQueue(target, body, attributes);
        log(`${what} went to the dead-letter queue ${target}: ${reason}`);
      }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log(`${what} is LOST, its dead-letter queue ${target ?? ''} took it not (${error.message}): ${reason}`);
    }
    pending.finish(delivery);
  }

  #queueMessage({ notice }: PendingDelivery, subscription: Subscription) {
    const { publication } = notice;
    return subscription.settings.isRaw
      ? { body: messageFor(publication, subscription.protocol), attributes: publication.attributes }
      : { body: envelope(notice, subscription, this.#options.notification), attributes: {} };
  }
}
