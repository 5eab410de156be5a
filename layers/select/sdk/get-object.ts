/** What `GetObject` is asked for; the input of the AWS SDK's `GetObjectCommand`. */
export interface ObjectPlace {
  Bucket: string;
  Key: string;
  /** Fails the call with 412 when the object has another entity tag. */
  IfMatch?: string;
  /** The latest version without. */
  VersionId?: string;
  /** The bytes that are wanted, such as `bytes=0-99`; all of them without. */
  Range?: string;
  ExpectedBucketOwner?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
}

/** What is known of a call besides its answer, as the AWS SDK tells it. */
export interface ResponseMetadata {
  httpStatusCode?: number;
  requestId?: string;
  extendedRequestId?: string;
  cfId?: string;
  attempts?: number;
  totalRetryDelay?: number;
}

/** As much of the answer of `GetObject` as is read here. */
export interface ObjectAnswer {
  /** Unknown, because the SDK's type for it covers browsers too; it must be iterable as bytes. */
  Body?: unknown;
  /** Which bytes these are, such as `bytes 0-99/1234`; there when a Range was asked for. */
  ContentRange?: string | undefined;
  ContentLength?: number | undefined;
  ETag?: string | undefined;
  $metadata?: ResponseMetadata | undefined;
}

/** Fetches an object: with the AWS SDK `(object) => s3.send(new GetObjectCommand(object))`. */
export type GetObject = (object: ObjectPlace) => Promise<ObjectAnswer>;
