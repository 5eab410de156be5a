/** Codes of the S3 Select error list that are not answered with 400. */
const statusByCode: Record<string, number> = {
  Busy: 503,
  InternalError: 500,
  MethodNotAllowed: 405,
  UnauthorizedAccess: 401,
};

/** Where in the SQL text something stands; both count from 1, as PartiQL prints them. */
export interface SqlPosition {
  line: number;
  column: number;
}

/**
 * What S3 Select would answer instead of rows.
 *
 * It has the shape of the AWS SDK's `S3ServiceException`, and is one to `instanceof`. Its `name` equals `code`, because that is
 * how the SDK names a service's errors: code written against `SelectObjectContentCommand` keeps working.
 * Codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export class SelectError extends Error {
  /** The mark by which the SDK's class knows errors that another copy of itself made. */
  static readonly shapeId = 'smithy.ts.sdk.synthetic.com.amazonaws.s3#S3ServiceException';
  override readonly name: string;
  /** The service's error code, such as `ParseUnexpectedToken`. */
  readonly code: string;
  /** The HTTP status that goes with the code when the answer has not started yet. */
  readonly status: number;
  readonly $metadata: { httpStatusCode: number };
  /** Whose fault it is, as the SDK says it. */
  readonly $fault: 'client' | 'server';

  /** Where the record begins that it is about, in bytes of the object after decompression; undefined when it is about none. */
  readonly recordStart: number | undefined;

  constructor(code: string, message: string, options: ErrorOptions & { recordStart?: number } = {}) {
    super(message, options);
    this.recordStart = options.recordStart;
    this.name = code;
    this.code = code;
    this.status = statusByCode[code] ?? 400;
    this.$metadata = { httpStatusCode: this.status };
    this.$fault = this.status < 500 ? 'client' : 'server';
  }
}

/** An error about a place in the SQL; the message ends in `at line 1, column 8.` */
export function sqlError(code: string, message: string, at: SqlPosition): SelectError {
  return new SelectError(code, `${message} at line ${at.line}, column ${at.column}.`);
}

/** How much of a text of the query or the data a message shows. */
const shownLength = 60;

/** A text as a message shows it: cut short where it is long. */
export function shown(text: string): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** What an expression failed with, naming the expression's place in the SQL as well. */
export function placed(error: unknown, at: SqlPosition): unknown {
  return error instanceof SelectError ? sqlError(error.code, error.message.replace(/\.$/, ''), at) : error;
}
