import { log, logMessages } from '@dragons/core';
import { CatalogUnavailableError } from '../catalog.ts';
import { RegistryUnavailableError } from '../registry.ts';
import type { Publish } from '../runtime-publisher.ts';

/** The longest wait between two attempts, in milliseconds. */
const longestWait = 15_000;

/**
 * Publishes, and while S3 or DynamoDB fail, again and again until the time is over. Invoking the function anew would do the same, but the
 * stream gives up on a record after few invocations, so that one that is no dragon does not hold up the others for long.
 * @param wait waits so many milliseconds
 * @param now milliseconds since 1970
 */
export function insisting(
  publish: Publish,
  { wait, now }: { wait: (milliseconds: number) => Promise<unknown>; now: () => number },
): Publish {
  return async (nameKeys, milliseconds) => {
    const deadline = now() + milliseconds;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await publish(nameKeys, deadline - now());
      } catch (error) {
        const pause = Math.random() * Math.min(longestWait, 500 * 2 ** attempt);
        // What is left has to do for another attempt.
        if (!isOutage(error) || now() + pause > deadline - milliseconds / 4) throw error;
        log(logMessages.publishingDelayed, { attempt }, error);
        await wait(pause);
      }
    }
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof CatalogUnavailableError || error instanceof RegistryUnavailableError;
}
