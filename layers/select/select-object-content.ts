import { SelectError } from './errors.ts';
import { prepare } from './select.ts';
import type { ByteCounts, SelectEvent, SelectRequest } from './request.ts';

/** What `GetObject` is asked for; the input of the AWS SDK's `GetObjectCommand`. */
export interface ObjectPlace {
  Bucket: string;
  Key: string;
  /** Fails the call with 412 when the object has another entity tag. */
  IfMatch?: string;
  ExpectedBucketOwner?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
}

/**
 * Fetches an object: with the AWS SDK `(object) => s3.send(new GetObjectCommand(object))`.
 * `Body` is unknown here because the SDK's type for it covers browsers too; it must be iterable as bytes.
 */
export type GetObject = (object: ObjectPlace) => Promise<{ Body?: unknown }>;

/** The input of the AWS SDK's `SelectObjectContentCommand`, and `IfMatch`. */
export interface SelectObjectContentInput extends SelectRequest {
  Bucket?: string | undefined;
  Key?: string | undefined;
  IfMatch?: string | undefined;
  ExpectedBucketOwner?: string | undefined;
  SSECustomerAlgorithm?: string | undefined;
  SSECustomerKey?: string | undefined;
  SSECustomerKeyMD5?: string | undefined;
}

interface NoEvent {
  Records?: undefined;
  Stats?: undefined;
  Progress?: undefined;
  Cont?: undefined;
  End?: undefined;
}

/** One event of the answer: exactly one member is there, as in the AWS SDK's `SelectObjectContentEventStream`. */
export type SelectObjectContentEvent =
  | (Omit<NoEvent, 'Records'> & { Records: { Payload: Uint8Array } })
  | (Omit<NoEvent, 'Stats'> & { Stats: { Details: ByteCounts } })
  | (Omit<NoEvent, 'Progress'> & { Progress: { Details: ByteCounts } })
  | (Omit<NoEvent, 'Cont'> & { Cont: Record<string, never> })
  | (Omit<NoEvent, 'End'> & { End: Record<string, never> });

export interface SelectObjectContentOutput {
  Payload: AsyncIterable<SelectObjectContentEvent>;
}

/**
 * `SelectObjectContent` on top of `GetObject`: the same input and answer as the AWS SDK's call, the SQL runs here.
 *
 * Fails before the first event like the service does: with a SelectError (its `name` is the code) when the request or the
 * SQL is not valid, and with whatever `getObject` fails with (`NoSuchKey`, `AccessDenied` …). Faults in the data come from
 * the iterator of `Payload`, after the rows before them. An answer without `End` is not complete.
 */
export async function selectObjectContent(
  getObject: GetObject,
  input: SelectObjectContentInput,
): Promise<SelectObjectContentOutput> {
  const prepared = prepare(input);
  const { Body } = await getObject(placeOf(input));
  if (!isIterable(Body)) {
    throw new SelectError('InternalError', 'The answer of GetObject has no body that can be read as a stream.');
  }
  return { Payload: answer(prepared.run(Body)) };
}

async function* answer(events: AsyncIterable<SelectEvent>): AsyncGenerator<SelectObjectContentEvent, void, undefined> {
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

function placeOf(input: SelectObjectContentInput): ObjectPlace {
  const place: ObjectPlace = { Bucket: required(input, 'Bucket'), Key: required(input, 'Key') };
  for (const name of optionalNames) {
    const value = input[name];
    if (value !== undefined) place[name] = value;
  }
  return place;
}

const optionalNames = [
  'IfMatch',
  'ExpectedBucketOwner',
  'SSECustomerAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
] as const;

function required(input: SelectObjectContentInput, name: 'Bucket' | 'Key'): string {
  const value = input[name];
  if (!value)
    throw new SelectError('MissingRequiredParameter', `The request is missing a required parameter: ${name}.`);
  return value;
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
