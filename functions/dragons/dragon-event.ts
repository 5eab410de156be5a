import type { Dragon } from './dragon.ts';
import type { DecidedReport, RejectionCode } from './reports.ts';

/** What can happen to a dragon. */
export type DragonEventType = 'DragonAdded' | 'DragonRejected' | 'DragonChanged' | 'DragonRemoved';

/**
 * What the topic `dragon-events` tells: a CloudEvent (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md)
 * as dragon-event.schema.json describes it. It may come twice; the id is then the same.
 */
export interface DragonEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: 'urn:dragons:registry';
  readonly type: DragonEventType;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Names that schema; its number changes with anything that a reader could notice. */
  readonly dataschema: 'urn:dragons:schema:dragon-event:1';
  readonly data: {
    /** As it is now; for `DragonRemoved` as it was last, for `DragonRejected` as it was reported. */
    readonly dragon: Dragon;
    /**
     * Counts the writings of the dragon from 1, and so puts the events of one dragon in order: the stream knows their times to the second only. For
     * `DragonRemoved` it is the last one; not for `DragonRejected`.
     */
    readonly version?: number;
    /** For `DragonChanged`: as it was before. */
    readonly before?: Dragon;
    /** The report that led to it. */
    readonly reportId?: string;
    /** For `DragonRejected`. */
    readonly reason?: RejectionCode;
  };
}

/** Hands events to the topic. @returns the ids of those that were not taken */
export type SendEvents = (events: readonly DragonEvent[]) => Promise<ReadonlySet<string>>;

/** Makes an event. */
export function dragonEvent(
  type: DragonEventType,
  { id, time, ...data }: DragonEvent['data'] & { readonly id: string; readonly time: string },
): DragonEvent {
  return {
    specversion: '1.0',
    id,
    source: 'urn:dragons:registry',
    type,
    time,
    datacontenttype: 'application/json',
    dataschema: 'urn:dragons:schema:dragon-event:1',
    data,
  };
}

/** What a decision about a report tells; the same for the same report whenever it is asked for. */
export function decisionEvent({ reportId, status, decidedAt, dragon, rejection }: DecidedReport): DragonEvent {
  return dragonEvent(status === 'ACCEPTED' ? 'DragonAdded' : 'DragonRejected', {
    id: `${reportId}.${status.toLowerCase()}`,
    time: decidedAt,
    dragon,
    ...(status === 'ACCEPTED' && { version: 1 }),
    reportId,
    ...(rejection !== undefined && { reason: rejection }),
  });
}
