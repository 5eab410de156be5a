import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../service-error.ts';
import type { Delivery } from './progress.ts';

/** A task that waits for somebody who has its token. */
export interface WaitingTask {
  /** Durable when it returns. */
  deliver(delivery: Delivery): void;
  beat(): void;
}

/** The tokens of `.waitForTaskToken` tasks. */
export class TaskTokens {
  readonly #waiting = new Map<string, WaitingTask>();
  readonly #isKnown: (executionKey: string) => boolean;

  /** @param isKnown whether an execution of that key was ever started */
  constructor(isKnown: (executionKey: string) => boolean) {
    this.#isKnown = isKnown;
  }

  create(executionKey: string): string {
    return Buffer.from(JSON.stringify([executionKey, randomUUID()])).toString('base64');
  }

  /** @returns stops waiting */
  wait(token: string, task: WaitingTask): () => void {
    this.#waiting.set(token, task);
    return () => this.#waiting.delete(token);
  }

  /** @throws ServiceError `TaskTimedOut` when nobody waits any more, `InvalidToken` for what is no token */
  find(token: string): WaitingTask {
    const task = this.#waiting.get(token);
    if (task !== undefined) return task;
    if (this.#wasIssued(token)) {
      throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
  }

  #wasIssued(token: string): boolean {
    try {
      const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
      return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && this.#isKnown(value[0]);
    } catch {
      return false;
    }
  }
}
