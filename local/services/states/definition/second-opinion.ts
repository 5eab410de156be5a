import { Worker } from 'node:worker_threads';
import { isObject } from '../../../json.ts';

const script = new URL('./asl-validator-worker.ts', import.meta.url);

/** What another reader of the Amazon States Language thinks of definitions. */
export interface SecondOpinion {
  /** @param definition JSON text @returns what it objects to */
  ask(definition: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Asks the package asl-validator, in a thread of its own and only when there is something to ask: it takes a good part of a second to
 * load and about as long for each definition, in which nothing else could run.
 */
export function aslValidator(): SecondOpinion {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, (objections: readonly string[]) => void>();

  function start(): Worker {
    const started = new Worker(script, { name: 'asl-validator', execArgv: [], stdout: true, stderr: true });
    started.unref();
    started.on('message', (message: unknown) => {
      if (!isObject(message) || typeof message.id !== 'number' || !Array.isArray(message.objections)) return;
      waiting.get(message.id)?.(message.objections.map(String));
      waiting.delete(message.id);
    });
    started.on('error', (error) => {
      for (const answer of waiting.values()) answer([`asl-validator failed: ${String(error)}`]);
      waiting.clear();
      worker = undefined;
    });
    return started;
  }

  return {
    ask(definition) {
      worker ??= start();
      lastId += 1;
      const id = lastId;
      const { promise, resolve } = Promise.withResolvers<readonly string[]>();
      waiting.set(id, resolve);
      worker.postMessage({ id, definition });
      return promise;
    },
    async close() {
      await worker?.terminate();
      worker = undefined;
      for (const answer of waiting.values()) answer([]);
      waiting.clear();
    },
  };
}
