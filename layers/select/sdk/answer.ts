import type { ByteCounts, SelectEvent, SelectRequest } from '../request/select-request.ts';
import type { ResponseMetadata } from './get-object.ts';

/** The input of the AWS SDK's `SelectObjectContentCommand`, and two fields of GetObject that the service's call does not have. */
export interface SelectObjectContentInput extends SelectRequest {
  Bucket?: string | undefined;
  Key?: string | undefined;
  /** Of GetObject alone: the entity tag that the object must have, else the call fails with 412. */
  IfMatch?: string | undefined;
  /** Of GetObject alone: which version of the object is queried; the latest when it is left out. */
  VersionId?: string | undefined;
  ExpectedBucketOwner?: string | undefined;
  SSECustomerAlgorithm?: string | undefined;
  SSECustomerKey?: string | undefined;
  SSECustomerKeyMD5?: string | undefined;
}

interface NoEvent {
  Records?: never;
  Stats?: never;
  Progress?: never;
  Cont?: never;
  End?: never;
  $unknown?: never;
}

/** One event of the answer: exactly one member is there, as in the AWS SDK's `SelectObjectContentEventStream`. */
export type SelectObjectContentEventStream =
  | (Omit<NoEvent, 'Records'> & { Records: { Payload: Uint8Array } })
  | (Omit<NoEvent, 'Stats'> & { Stats: { Details: ByteCounts } })
  | (Omit<NoEvent, 'Progress'> & { Progress: { Details: ByteCounts } })
  | (Omit<NoEvent, 'Cont'> & { Cont: Record<string, never> })
  | (Omit<NoEvent, 'End'> & { End: Record<string, never> });

/** The answer of the AWS SDK's `SelectObjectContentCommand`. */
export interface SelectObjectContentOutput {
  /** Of the first call of GetObject; the status is that of SelectObjectContent, 200. */
  $metadata: ResponseMetadata;
  Payload: AsyncIterable<SelectObjectContentEventStream>;
}

/** The events of a run as the SDK hands them out, and End after them. */
export async function* eventStream(
  events: AsyncIterable<SelectEvent>,
): AsyncGenerator<SelectObjectContentEventStream, void, undefined> {
  for await (const event of events) {
    if (event.kind === 'records') {
      yield { Records: { Payload: event.bytes } };
    } else {
      const { kind, ...Details } = event;
      yield kind === 'stats' ? { Stats: { Details } } : { Progress: { Details } };
    }
  }
  yield { End: {} };
}
