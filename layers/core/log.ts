import { Logger } from '@aws-lambda-powertools/logger';
import type { logMessages } from './log-messages.ts';

/** One entry of the declared list of log messages. */
export type LogMessage = (typeof logMessages)[keyof typeof logMessages];

const logger = new Logger({ serviceName: 'dragons' });

/**
 * Writes one JSON line.
 * @param message what happened, from the declared list
 * @param data figures and identifiers; never texts that a user typed, never tokens
 * @param error the error behind it, with its causes
 */
export function log(message: LogMessage, data: Record<string, unknown> = {}, error?: unknown): void {
  logger[message.level](message.text, {
    ...data,
    code: message.code,
    ...(error !== undefined && {
      error: error instanceof Error ? error : new Error('Something else than an Error was thrown', { cause: error }),
    }),
  });
}

/** Puts the same fields into every line of this invocation. */
export function logContext(fields: Record<string, string>): void {
  logger.resetKeys();
  logger.appendKeys(fields);
}
