import type { SelectObjectContentInput, SelectObjectContentOutput } from './answer.ts';
import type { GetObject, ObjectAnswer, ObjectPlace } from './get-object.ts';
import { runSelect } from './run-select.ts';
import {
  SelectObjectContentCommand,
  type SelectObjectContentCommandInput,
  type SelectObjectContentCommandOutput,
} from './select-object-content-command.ts';

/** The AWS SDK's `S3Client`. */
export interface S3CommandClient {
  send(command: SelectObjectContentCommand, options?: SendOptions): Promise<SelectObjectContentCommandOutput>;
}

/** The AWS SDK's `S3`, which has a method for each command. */
export interface S3MethodClient {
  getObject(object: ObjectPlace, options?: SendOptions): Promise<ObjectAnswer>;
}

/** What is passed on to the client's calls. */
export interface SendOptions {
  /** Ends the calls, and with them the answer. */
  abortSignal?: AbortSignal;
  /** The milliseconds that a request may take. */
  requestTimeout?: number;
}

/**
 * `SelectObjectContent` on top of `GetObject`: the same input and answer as the AWS SDK's call, the SQL runs here.
 *
 * Rejects before the first event like the service does: with a SelectError (its `name` is the code) when the request or the
 * SQL is not valid, and with whatever GetObject fails with (`NoSuchKey`, `AccessDenied` …). Faults in the data come from
 * the iterator of `Payload`, after the rows before them. An answer without `End` is not complete.
 *
 * @param s3 an `S3Client` or `S3` of the AWS SDK, or a function that fetches an object, such as
 *   `(object) => s3.send(new GetObjectCommand(object))`, with which the SDK is not loaded here
 * @param options for the calls of a client, such as `abortSignal`
 */
export async function selectObjectContent(
  s3: S3CommandClient | S3MethodClient | GetObject,
  input: SelectObjectContentInput,
  options?: SendOptions,
): Promise<SelectObjectContentOutput> {
  if (typeof s3 === 'function') return runSelect(s3, input);
  if ('getObject' in s3) return runSelect((object) => s3.getObject(object, options), input);
  return s3.send(new SelectObjectContentCommand(saidInput(input)), options);
}

function saidInput(input: SelectObjectContentInput): SelectObjectContentCommandInput {
  const { Bucket, Key, Expression, ExpressionType, InputSerialization, OutputSerialization } = input;
  return { ...input, Bucket, Key, Expression, ExpressionType, InputSerialization, OutputSerialization };
}
