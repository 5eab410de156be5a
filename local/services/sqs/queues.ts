import type { Timers } from '../../clock.ts';
import type { Storage, Table } from '../../state/storage.ts';
import { queueDoesNotExist, sqsError } from './errors.ts';
import type { Message } from './message.ts';
import { MessageStore } from './message-store.ts';
import { Queue } from './queue.ts';
import { allowsRedriveFrom, queueSettings } from './queue-attributes.ts';
import type { QueueAttributes, QueueSettings } from './queue-attributes.ts';
import { parseStoredQueue } from './stored-queue.ts';
import type { StoredQueue } from './stored-queue.ts';

/** A queue with its name and what is stored about it. */
export interface NamedQueue {
  readonly name: string;
  readonly arn: string;
  readonly queue: Queue;
  stored: StoredQueue;
  settings: QueueSettings;
  /** When it was last purged. */
  purged: number;
  /** How many messages were sent to it since the process began. */
  sent: number;
}

/** What all queues have in common. */
export interface QueuesOptions {
  readonly storage: Storage;
  readonly timers: Timers;
  /** `arn:aws:sqs:{region}:{account}:` */
  readonly arnPrefix: string;
  readonly accountId: string;
}

/** The queues of an account, by name. */
export class Queues {
  readonly store: MessageStore;
  readonly #options: QueuesOptions;
  readonly #table: Table<StoredQueue>;
  readonly #queues = new Map<string, NamedQueue>();

  constructor(options: QueuesOptions) {
    this.#options = options;
    this.#table = options.storage.table('sqs-queues', parseStoredQueue);
    this.store = new MessageStore(options.storage);
    for (const [name, stored] of this.#table) this.#open(name, stored);
    for (const message of [...this.store]) {
      const queue = this.#queues.get(message.delivery.queue)?.queue;
      // Its queue was deleted, and a kill came before its messages were.
      if (queue === undefined) this.store.delete(message.id);
      else queue.add(message);
    }
  }

  /** All queues by name. */
  all(): NamedQueue[] {
    return [...this.#queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  byName(name: string): NamedQueue | undefined {
    return this.#queues.get(name);
  }

  /** The ARN of the queue with that name, whether it is there or not. */
  arnOf(name: string): string {
    return this.#options.arnPrefix + name;
  }

  byArn(arn: string): NamedQueue | undefined {
    const { arnPrefix } = this.#options;
    return arn.startsWith(arnPrefix) ? this.#queues.get(arn.slice(arnPrefix.length)) : undefined;
  }

  /**
   * The queue that a URL names by its path, `/{account}/{name}`; any host will do, since templates and other clients make URLs
   * of other hosts.
   * @throws ServiceError `InvalidAddress`, `QueueDoesNotExist`
   */
  byUrl(url: string): NamedQueue {
    const [, account, name] = /^(?:https?:\/\/[^/]+)?\/(\d{12})\/([\w.-]+)\/?$/.exec(url) ?? [];
    if (name === undefined) {
      throw sqsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
    }
    const queue = account === this.#options.accountId ? this.#queues.get(name) : undefined;
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  }

  create(name: string, attributes: QueueAttributes, tags: Readonly<Record<string, string>>): NamedQueue {
    const now = this.#options.timers.now();
    const stored = { created: now, modified: now, attributes, tags };
    this.#table.set(name, stored);
    return this.#open(name, stored);
  }

  /** Replaces attributes or tags. */
  change(queue: NamedQueue, changes: Partial<Pick<StoredQueue, 'attributes' | 'tags'>>): void {
    queue.stored = { ...queue.stored, ...changes, modified: this.#options.timers.now() };
    queue.settings = queueSettings(queue.stored.attributes);
    this.#table.set(queue.name, queue.stored);
    queue.queue.settingsChanged();
  }

  /** Deletes a queue and its messages. */
  delete({ name, queue }: NamedQueue): void {
    this.#queues.delete(name);
    this.#table.delete(name);
    queue.close();
    queue.purge();
  }

  /** Keeps a new message and gives it to its queue. */
  send(queue: NamedQueue, message: Message): void {
    this.store.add(message);
    queue.sent += 1;
    queue.queue.add(message);
  }

  /** Moves a message to another queue, where it is visible at once. One step for the state. */
  move(message: Message, from: NamedQueue, to: NamedQueue, deadLetterSource: string | undefined): void {
    const visibleAt = this.#options.timers.now();
    const { delivery } = message;
    message.delivery = {
      ...delivery,
      queue: to.name,
      visibleAt,
      receivesElsewhere: delivery.receives,
      deadLetterSource,
    };
    this.store.saveDelivery(message);
    from.queue.release(message.id);
    to.queue.add(message);
  }

  /** Ends all waits and timers. */
  close(): void {
    for (const { queue } of this.#queues.values()) queue.close();
  }

  #open(name: string, stored: StoredQueue): NamedQueue {
    const queue = new Queue({
      timers: this.#options.timers,
      store: this.store,
      settings: () => named.settings,
      moveToDeadLetterQueue: (message) => this.#moveToDeadLetterQueue(named, message),
    });
    const named: NamedQueue = {
      name,
      arn: this.arnOf(name),
      queue,
      stored,
      settings: queueSettings(stored.attributes),
      purged: -Infinity,
      sent: 0,
    };
    this.#queues.set(name, named);
    return named;
  }

  #moveToDeadLetterQueue(from: NamedQueue, message: Message): boolean {
    const to = this.byArn(from.settings.deadLetterTargetArn ?? '');
    if (to === undefined || to === from || !allowsRedriveFrom(to.stored.attributes, from.arn)) return false;
    this.move(message, from, to, from.arn);
    return true;
  }
}
