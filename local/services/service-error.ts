/** What a {@link ServiceError} may say beside its code and message. */
export interface ServiceErrorOptions extends ErrorOptions {
  /** HTTP status; 400 when not given, which is what most AWS services answer to a caller's mistake. */
  readonly status?: number;
  /** More members of the error body, such as `Key` and `BucketName` in S3's XML. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error that the caller of an AWS service is meant to see. Every protocol writes it in its own shape:
 * JSON as `__type`, REST XML as `<Code>`. SDK clients turn the code into the error's name.
 */
export class ServiceError extends Error {
  override readonly name: string = 'ServiceError';
  /** The error code of the service's documentation: `ParameterNotFound`, `NoSuchKey`. */
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param code the code of the service's documentation
   * @param message for the reader; an empty one is left out of JSON bodies (as SSM does for `ParameterNotFound`)
   */
  constructor(code: string, message: string, options: ServiceErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
    this.headers = options.headers ?? {};
  }
}

/** Something that AWS has and this simulation has not: always refused by name, never ignored. */
export class NotSimulatedError extends ServiceError {
  override readonly name = 'NotSimulatedError';

  /** @param what what was asked for, with its service: `ssm:LabelParameterVersion` */
  constructor(what: string) {
    super('NotImplemented', `${what} is not simulated by the local AWS.`, { status: 501 });
  }
}
