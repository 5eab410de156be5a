import type { Storage, Table } from '../../state/storage.ts';
import { parseDelivery, parseSentMessage } from './message.ts';
import type { Delivery, Message, SentMessage } from './message.ts';

/**
 * The messages of all queues on their way through a kill. What a sender gave is written once; what happens to a message later is
 * a small record of its own, so that a receive does not write the body again and a move to another queue is one step.
 */
export class MessageStore {
  readonly #sent: Table<SentMessage & { readonly delivery: Delivery }>;
  readonly #deliveries: Table<Delivery>;

  constructor(storage: Storage) {
    this.#sent = storage.table('sqs-messages', parseSentMessage);
    this.#deliveries = storage.table('sqs-deliveries', parseDelivery);
    this.#dropOrphans();
  }

  /** All messages, in the order in which they were sent. */
  *[Symbol.iterator](): Iterator<Message> {
    for (const [id, { delivery, ...content }] of this.#sent) {
      yield { id, content, delivery: this.#deliveries.get(id) ?? delivery };
    }
  }

  /** Keeps a new message. */
  add({ id, content, delivery }: Message): void {
    this.#sent.set(id, { ...content, delivery });
  }

  /** Keeps what happened to a message. */
  saveDelivery({ id, delivery }: Message): void {
    this.#deliveries.set(id, delivery);
  }

  /** Forgets a message. */
  delete(id: string): void {
    // In this order a kill in between leaves a delivery without a message, which the next start drops.
    this.#sent.delete(id);
    this.#deliveries.delete(id);
  }

  #dropOrphans(): void {
    for (const [id] of [...this.#deliveries]) if (this.#sent.get(id) === undefined) this.#deliveries.delete(id);
  }
}
