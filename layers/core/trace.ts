import { AsyncLocalStorage } from 'node:async_hooks';
import { daemonAddress } from './trace-daemon.ts';
import { traceCause } from './trace-exception.ts';
import { sampledInvocation, type TracePlace } from './trace-header.ts';
import { endSubsegment, startSubsegment, type Annotations, type Subsegment } from './trace-subsegment.ts';

const running = new AsyncLocalStorage<Subsegment>();

/** Where the trace of the running code is. Undefined when nothing is recorded: not on Lambda, not sampled, no daemon. */
export function tracePlace(): TracePlace | undefined {
  return running.getStore() ?? (daemonAddress() === undefined ? undefined : sampledInvocation());
}

/** Runs a step as a subsegment of that name; an error marks it and is thrown on. */
export async function traced<T>(name: string, step: () => Promise<T>): Promise<T> {
  return withTrace(`### ${name}`, {}, step);
}

/**
 * Runs something as a subsegment of the step around it, with annotations that traces can be searched by. An error marks it and is
 * thrown on, with its type, message and stack in the trace; so no message may tell of people.
 */
export async function withTrace<T>(name: string, annotations: Annotations, step: () => Promise<T>): Promise<T> {
  const place = tracePlace();
  if (place === undefined) return step();
  const subsegment = startSubsegment(name, place);
  try {
    const result = await running.run(subsegment, step);
    endSubsegment(subsegment, () => ({ annotations }));
    return result;
  } catch (error) {
    endSubsegment(subsegment, () => ({ annotations, fault: true, cause: traceCause(error, place.traceId, false) }));
    throw error;
  }
}
