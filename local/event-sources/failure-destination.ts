import { backoffDelay } from './backoff.ts';
import { failureDocument } from './failure-document.ts';
import type { Discarded } from './failure-document.ts';
import type { MappingContext } from './mapping-context.ts';
import { pause } from '../clock.ts';

/** How often a document is sent that the destination does not take. */
const sendings = 3;

/** Sends a body to the queue or topic of that ARN. */
export type SendToDestination = (destinationArn: string, body: string) => Promise<void>;

/**
 * Gives records up: tells the failure destination where they are, as AWS does, and the log that they were discarded. A destination that
 * takes nothing does not keep the shard from going on; the document is in the log then. Does not throw.
 */
export async function giveUp(
  context: Pick<MappingContext, 'config' | 'timers' | 'backoff' | 'random' | 'stop' | 'log'>,
  send: SendToDestination,
  discarded: Discarded,
): Promise<void> {
  const { config, timers, backoff, random, stop, log } = context;
  const { shardId, records, condition, invocations } = discarded;
  const document = failureDocument(config, discarded, timers.now());
  const what = `shard ${shardId}: ${records.length} records discarded after ${invocations} failed invocations (${condition})`;
  if (config.failureDestination === undefined) {
    log(`${what}; there is no failure destination: ${document}`);
    return;
  }
  for (let sending = 0; sending < sendings && !stop.aborted; sending += 1) {
    try {
      await send(config.failureDestination, document);
      log(`${what}; ${config.failureDestination} was told`);
      return;
    } catch (error) {
      log(
        `${config.failureDestination} did not take a message: ${error instanceof Error ? error.message : String(error)}`,
      );
      await pause(timers, backoffDelay(backoff, sending, random), stop);
    }
  }
  // One that is stopped in between tries again at the next start.
  if (stop.aborted) return;
  log(`${what}; ${config.failureDestination} could not be told: ${document}`);
}
