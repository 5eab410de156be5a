import { isObject } from '../../json.ts';
import type { Storage, Table } from '../../state/storage.ts';
import { readMessageAttributes } from './message-attributes.ts';
import type { Notice } from './notification.ts';

/** How far a delivery is. Times are milliseconds since 1970. */
export interface DeliveryState {
  /** How often the function failed. */
  readonly failures: number;
  /** How often there was no room for it. */
  readonly throttles: number;
  /** When it is tried next. */
  readonly due: number;
}

/** A delivery to one subscription that is not done. */
export interface PendingDelivery {
  readonly notice: Notice;
  readonly subscriptionArn: string;
  readonly state: DeliveryState;
}

interface StoredNotice extends Omit<Notice, 'messageId'> {
  /** The ARNs of the subscriptions that accepted it when it was published. */
  readonly subscriptions: readonly string[];
}

/**
 * The deliveries that are not done, on their way through a kill. A publication is stored in one step with all subscriptions
 * that it is for, so that either all of them get it or the publisher was told nothing.
 */
export class PendingDeliveries {
  readonly #notices: Table<StoredNotice>;
  readonly #states: Table<DeliveryState | 'done'>;

  constructor(storage: Storage) {
    this.#notices = storage.table('sns-publications', parseNotice);
    this.#states = storage.table('sns-deliveries', parseState);
    this.#dropOrphans();
  }

  /** Keeps a publication. @returns its deliveries */
  add({ messageId, ...notice }: Notice, subscriptions: readonly string[]): PendingDelivery[] {
    this.#notices.set(messageId, { ...notice, subscriptions });
    return this.#deliveriesOf(messageId, { ...notice, subscriptions });
  }

  /** All that are not done. */
  all(): PendingDelivery[] {
    return [...this.#notices].flatMap(([messageId, notice]) => this.#deliveriesOf(messageId, notice));
  }

  /** Keeps how far a delivery is. */
  save({ notice, subscriptionArn }: PendingDelivery, state: DeliveryState): void {
    this.#states.set(stateKey(notice.messageId, subscriptionArn), state);
  }

  /** A delivery is done, in whatever way. The publication is forgotten with its last one. */
  finish({ notice: { messageId }, subscriptionArn }: PendingDelivery): void {
    const stored = this.#notices.get(messageId);
    if (stored === undefined) return;
    const others = stored.subscriptions.filter((arn) => arn !== subscriptionArn);
    if (others.some((arn) => this.#states.get(stateKey(messageId, arn)) !== 'done')) {
      this.#states.set(stateKey(messageId, subscriptionArn), 'done');
      return;
    }
    // In this order a kill in between leaves states without a publication, which the next start drops.
    this.#notices.delete(messageId);
    for (const arn of stored.subscriptions) this.#states.delete(stateKey(messageId, arn));
  }

  #deliveriesOf(messageId: string, { subscriptions, ...notice }: StoredNotice): PendingDelivery[] {
    return subscriptions.flatMap((subscriptionArn) => {
      const state = this.#states.get(stateKey(messageId, subscriptionArn));
      if (state === 'done') return [];
      const initial = { failures: 0, throttles: 0, due: notice.published };
      return [{ notice: { messageId, ...notice }, subscriptionArn, state: state ?? initial }];
    });
  }

  #dropOrphans(): void {
    for (const [key] of [...this.#states]) {
      const [messageId = ''] = key.split(' ');
      if (this.#notices.get(messageId) === undefined) this.#states.delete(key);
    }
  }
}

function stateKey(messageId: string, subscriptionArn: string): string {
  return `${messageId} ${subscriptionArn}`;
}

function parseNotice(value: unknown): StoredNotice {
  if (!isObject(value) || !isObject(value.publication) || typeof value.published !== 'number') {
    throw new Error('not a publication');
  }
  const { message, messages, subject, attributes } = value.publication;
  if (typeof message !== 'string' || !isObject(messages)) throw new Error('a publication without a message');
  const { lambda, sqs } = messages;
  const subscriptions: unknown[] = Array.isArray(value.subscriptions) ? value.subscriptions : [];
  return {
    published: value.published,
    subscriptions: subscriptions.filter((arn) => typeof arn === 'string'),
    publication: {
      message,
      messages: {
        ...(typeof lambda === 'string' ? { lambda } : {}),
        ...(typeof sqs === 'string' ? { sqs } : {}),
      },
      subject: typeof subject === 'string' ? subject : undefined,
      attributes: readMessageAttributes(attributes),
    },
  };
}

function parseState(value: unknown): DeliveryState | 'done' {
  if (value === 'done') return value;
  if (!isObject(value)) throw new Error('not the state of a delivery');
  const { failures, throttles, due } = value;
  if (typeof failures !== 'number' || typeof throttles !== 'number' || typeof due !== 'number') {
    throw new Error('the state of a delivery without its numbers');
  }
  return { failures, throttles, due };
}
