import { randomBytes } from 'node:crypto';
import { daemonAddress, sendToDaemon } from './trace-daemon.ts';
import type { TraceCause } from './trace-exception.ts';
import type { TracePlace } from './trace-header.ts';

/** A subsegment that began and has not ended. */
export interface Subsegment extends TracePlace {
  readonly name: string;
  readonly parentId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** What traces can be searched by. */
export type Annotations = Readonly<Record<string, string | number | boolean>>;

/** What a subsegment tells beyond its name and time, as a segment document has it. */
export interface SubsegmentDetails {
  readonly annotations?: Annotations;
  readonly namespace?: 'aws';
  readonly aws?: Readonly<Record<string, unknown>>;
  readonly http?: { readonly response: { readonly status: number } };
  /** A client's fault: a status of 400 to 499. */
  readonly error?: true;
  readonly throttle?: true;
  readonly fault?: true;
  readonly cause?: TraceCause;
}

/** Begins a subsegment below a place of the trace; nothing is sent before it ends. */
export function startSubsegment(name: string, { traceId, id: parentId, others }: TracePlace): Subsegment {
  return { name, traceId, id: randomBytes(8).toString('hex'), parentId, others, startedAt: Date.now() };
}

/**
 * Ends a subsegment and sends it on its own, as https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 * describes. Never throws: a trace is not worth an invocation.
 * @param details called here, so that what it throws does no harm either
 */
export function endSubsegment(subsegment: Subsegment, details: () => SubsegmentDetails): void {
  try {
    const address = daemonAddress();
    if (address !== undefined) sendToDaemon(subsegmentDocument(subsegment, Date.now(), details()), address);
  } catch {
    // This subsegment is missing in the trace, whatever the reason.
  }
}

function subsegmentDocument(
  { name, traceId, id, parentId, startedAt }: Subsegment,
  endedAt: number,
  { annotations, ...details }: SubsegmentDetails,
): string {
  return JSON.stringify({
    type: 'subsegment',
    trace_id: traceId,
    parent_id: parentId,
    id,
    // Letters, numbers, white space and these symbols are allowed.
    name: name.replaceAll(/[^\p{L}\p{N}\s_.:/%&#=+\\@-]/gu, '_').slice(0, 200),
    start_time: startedAt / 1000,
    end_time: endedAt / 1000,
    ...(annotations !== undefined && { annotations: searchable(annotations) }),
    ...details,
  });
}

/** Annotations as X-Ray can search for them: keys of letters, digits and underscores; no numbers that JSON does not have. */
function searchable(annotations: Annotations): Annotations {
  return Object.fromEntries(
    Object.entries(annotations)
      .filter(([, value]) => typeof value !== 'number' || Number.isFinite(value))
      .map(([key, value]) => [key.replaceAll(/\W/g, '_'), typeof value === 'string' ? value.slice(0, 1000) : value]),
  );
}
