import type { Encoding } from './compression.ts';
import type { EdgeFunctionRun } from './edge-function.ts';
import type { EventContext } from './function-event.ts';
import type { ResponseHeadersPolicy } from './response-headers-policy.ts';

/** A bucket that a distribution reads. */
export interface Origin {
  readonly bucket: string;
  /** The bucket's logical id, for messages. */
  readonly logicalId: string;
  /** Stands before every path; empty, or starting with a slash. */
  readonly path: string;
  /** Whether the bucket's policy lets the distribution read an object, by its key. */
  readonly mayRead: (key: string) => boolean;
  /** Whether it lets the distribution list the bucket: then it is told that an object is not there. */
  readonly mayList: boolean;
}

/** A function at work for a cache behavior. */
export interface AttachedFunction {
  readonly name: string;
  readonly run: (event: object) => EdgeFunctionRun;
}

/** How requests are treated whose path matches a pattern. */
export interface CacheBehavior {
  readonly matches: (path: string) => boolean;
  readonly origin: Origin;
  readonly methods: readonly string[];
  readonly encodings: readonly Encoding[];
  readonly viewerRequest: AttachedFunction | undefined;
  readonly viewerResponse: AttachedFunction | undefined;
  readonly headersPolicy: ResponseHeadersPolicy;
}

/** What is answered instead of an error of the origin. */
export interface ErrorResponse {
  /** The status; undefined for the origin's own. */
  readonly status: number | undefined;
  /** The path of the page. */
  readonly page: string;
}

/** A distribution that is ready to answer. */
export interface Distribution {
  readonly context: EventContext;
  /** Without a slash at the beginning; empty when there is none. */
  readonly rootObject: string;
  /** In the order in which they are tried; the last one matches everything. */
  readonly behaviors: readonly CacheBehavior[];
  /** By the status of the origin's error. */
  readonly errorResponses: ReadonlyMap<number, ErrorResponse>;
  /** What is allowed and yet cannot be meant, each with its place. */
  readonly warnings: readonly string[];
}

/** The behavior for a path. */
export function behaviorFor({ behaviors }: Distribution, path: string): CacheBehavior {
  const behavior = behaviors.find(({ matches }) => matches(path));
  if (behavior === undefined) throw new Error('A distribution has a default cache behavior.');
  return behavior;
}
