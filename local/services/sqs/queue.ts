import type { Timers } from '../../clock.ts';
import type { Delivery, Message } from './message.ts';
import type { MessageStore } from './message-store.ts';
import type { QueueSettings } from './queue-attributes.ts';

/** How messages are to be received. */
export interface Reception {
  /** At most so many. */
  readonly max: number;
  /** For so many milliseconds nobody else gets them. */
  readonly visibilityTimeout: number;
  /** Waits so many milliseconds for the first one. */
  readonly wait: number;
  /** Ends the wait, with nothing received. */
  readonly signal?: AbortSignal | undefined;
}

/** A message with the delivery by which its receiver has it. */
export interface Received {
  readonly message: Message;
  readonly delivery: Delivery;
}

/** What a queue needs from outside. */
export interface QueueContext {
  readonly timers: Timers;
  readonly store: MessageStore;
  /** The settings as they are now. */
  readonly settings: () => QueueSettings;
  /** Moves a message that was received too often. @returns false when there is nowhere to move it to */
  readonly moveToDeadLetterQueue: (message: Message) => boolean;
}

interface Waiter extends Reception {
  finish(received: readonly Received[]): void;
}

/** The messages of one queue, and who waits for them. */
export class Queue {
  readonly #context: QueueContext;
  readonly #messages = new Map<string, Message>();
  readonly #waiters = new Set<Waiter>();
  #cancelWake: (() => void) | undefined;
  #expiry: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(context: QueueContext) {
    this.#context = context;
  }

  /** Takes in a message that is stored already. */
  add(message: Message): void {
    this.#messages.set(message.id, message);
    this.#scheduleExpiry(this.#expiryOf(message));
    this.#serveWaiters();
  }

  get(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  /** Takes a message out without forgetting it: it goes to another queue. */
  release(id: string): void {
    this.#messages.delete(id);
  }

  /** Removes a message for good. */
  delete(id: string): void {
    if (this.#messages.delete(id)) this.#context.store.delete(id);
  }

  /** Removes all messages for good. */
  purge(): void {
    for (const id of [...this.#messages.keys()]) this.delete(id);
  }

  /** Changes when a message that somebody has becomes visible again. */
  hideUntil(message: Message, visibleAt: number): void {
    this.#record(message, { ...message.delivery, visibleAt });
    this.#serveWaiters();
  }

  /** How many messages can be received now, are with a receiver, and are delayed. */
  counts(): { readonly visible: number; readonly notVisible: number; readonly delayed: number } {
    const now = this.#context.timers.now();
    let [visible, notVisible, delayed] = [0, 0, 0];
    for (const { delivery } of this.#messages.values()) {
      if (delivery.visibleAt <= now) visible += 1;
      else if (delivery.receives > 0) notVisible += 1;
      else delayed += 1;
    }
    return { visible, notVisible, delayed };
  }

  /** When the oldest message was sent, in milliseconds since 1970; undefined when there is none. */
  oldest(): number | undefined {
    let oldest: number | undefined;
    for (const { content } of this.#messages.values()) oldest = Math.min(oldest ?? Infinity, content.sent);
    return oldest;
  }

  /** Messages that are visible, oldest first, as soon as there is one or the wait is over. */
  async receive(reception: Reception): Promise<readonly Received[]> {
    const { wait, signal } = reception;
    if (signal?.aborted === true) return [];
    const taken = this.#take(reception);
    if (taken.length > 0 || wait === 0) return taken;
    return new Promise((resolve) => {
      const giveUp = (): void => waiter.finish([]);
      const cancelTimer = this.#context.timers.after(wait, giveUp);
      const waiter: Waiter = {
        ...reception,
        finish: (received) => {
          this.#waiters.delete(waiter);
          cancelTimer();
          signal?.removeEventListener('abort', giveUp);
          resolve(received);
        },
      };
      signal?.addEventListener('abort', giveUp);
      this.#waiters.add(waiter);
      this.#scheduleWake();
    });
  }

  /** Takes note of changed settings. */
  settingsChanged(): void {
    this.#expire();
    this.#serveWaiters();
  }

  /** Ends all waits and timers. The messages stay stored. */
  close(): void {
    for (const waiter of [...this.#waiters]) waiter.finish([]);
    this.#cancelWake?.();
    this.#expiry?.cancel();
    this.#expiry = undefined;
  }

  #take({ max, visibilityTimeout }: Reception): Received[] {
    const now = this.#context.timers.now();
    const { maxReceiveCount } = this.#context.settings();
    const taken: Received[] = [];
    for (const message of this.#messages.values()) {
      if (taken.length === max) break;
      const { visibleAt, receives, receivesElsewhere, firstReceived } = message.delivery;
      if (visibleAt > now) continue;
      const isExhausted = maxReceiveCount !== undefined && receives - receivesElsewhere >= maxReceiveCount;
      if (isExhausted && this.#context.moveToDeadLetterQueue(message)) continue;
      this.#record(message, {
        ...message.delivery,
        visibleAt: now + visibilityTimeout,
        receives: receives + 1,
        firstReceived: firstReceived ?? now,
        lastReceived: now,
      });
      taken.push({ message, delivery: message.delivery });
    }
    return taken;
  }

  #record(message: Message, delivery: Delivery): void {
    message.delivery = delivery;
    this.#context.store.saveDelivery(message);
  }

  #serveWaiters(): void {
    for (const waiter of [...this.#waiters]) {
      const taken = this.#take(waiter);
      if (taken.length === 0) break;
      waiter.finish(taken);
    }
    this.#scheduleWake();
  }

  /** Whoever waits is served again when the next hidden message becomes visible. */
  #scheduleWake(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    if (this.#waiters.size === 0) return;
    const now = this.#context.timers.now();
    let next = Infinity;
    for (const { delivery } of this.#messages.values()) {
      if (delivery.visibleAt > now) next = Math.min(next, delivery.visibleAt);
    }
    if (next < Infinity) this.#cancelWake = this.#context.timers.after(next - now, () => this.#serveWaiters());
  }

  #expiryOf({ content }: Message): number {
    return content.sent + this.#context.settings().retentionPeriod;
  }

  #scheduleExpiry(at: number): void {
    if (at === Infinity || (this.#expiry !== undefined && this.#expiry.at <= at)) return;
    this.#expiry?.cancel();
    const { timers } = this.#context;
    this.#expiry = { at, cancel: timers.after(Math.max(0, at - timers.now()), () => this.#expire()) };
  }

  #expire(): void {
    this.#expiry?.cancel();
    this.#expiry = undefined;
    const now = this.#context.timers.now();
    let next = Infinity;
    for (const message of [...this.#messages.values()]) {
      const at = this.#expiryOf(message);
      if (at <= now) this.delete(message.id);
      else next = Math.min(next, at);
    }
    this.#scheduleExpiry(next);
  }
}
