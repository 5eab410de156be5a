import type { QueryParameter } from './canonical-request.ts';
import { ServiceError } from './service-error.ts';
import { signatureError } from './signature-error.ts';
import type { ErrorDialect } from './signature-error.ts';
import type { CredentialScope } from './signing-key.ts';

/** What a signed request says about its signature, before anything is checked. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** In lower case, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, as `YYYYMMDDTHHMMSSZ` … */
  readonly timestamp: string;
  /** … and in milliseconds since 1970. */
  readonly time: number;
  /** Seconds for which a presigned URL is valid; undefined for a signature in the header. */
  readonly expires: number | undefined;
}

const algorithm = 'AWS4-HMAC-SHA256';
const presignedNames = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
];
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html: at most seven days. */
const longestExpiry = 604_800;

/**
 * Reads the signature from the `Authorization` header or from the query of a presigned URL.
 * @returns undefined for a request without a signature
 * @throws ServiceError when there is one that cannot be read, or two
 */
export function readAuthorization(
  headers: Readonly<Record<string, string>>,
  query: readonly QueryParameter[],
  dialect: ErrorDialect,
): Authorization | undefined {
  const header = headers.authorization;
  if (query.some(([name]) => name === 'AWSAccessKeyId')) {
    // Version 2, which the aws CLI 1 still presigns with unless `s3.signature_version = s3v4` is configured.
    throw new ServiceError(
      'InvalidRequest',
      `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`,
    );
  }
  const presigned = query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
  if (header !== undefined && presigned) {
    throw signatureError(
      dialect,
      'malformed',
      'Only one auth mechanism allowed: the Authorization header or the X-Amz-Signature query parameter.',
    );
  }
  if (presigned) return fromQuery(new Map(query), dialect);
  return header === undefined ? undefined : fromHeader(header, headers, dialect);
}

function fromHeader(header: string, headers: Readonly<Record<string, string>>, dialect: ErrorDialect): Authorization {
  const malformed = (message: string) => signatureError(dialect, 'malformed', message);
  const space = header.indexOf(' ');
  const used = space === -1 ? header : header.slice(0, space);
  if (used !== algorithm) {
    throw malformed(`The authorization mechanism "${used}" is not supported: use ${algorithm}.`);
  }
  const parts = new Map<string, string>();
  for (const part of header.slice(space + 1).split(',')) {
    const equals = part.indexOf('=');
    parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const [credential, signedHeaders, signature] = [
    parts.get('Credential'),
    parts.get('SignedHeaders'),
    parts.get('Signature'),
  ];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw malformed('The authorization header must hold Credential, SignedHeaders and Signature.');
  }
  return {
    ...parseCredential(credential, malformed),
    signedHeaders: signedHeaders.split(';'),
    signature,
    ...parseTime(headers['x-amz-date'] ?? isoFromHttpDate(headers.date), malformed),
    expires: undefined,
  };
}

function fromQuery(query: ReadonlyMap<string, string>, dialect: ErrorDialect): Authorization {
  const malformed = (message: string) => signatureError(dialect, 'malformedQuery', message);
  const value = (name: string): string => {
    const found = query.get(name);
    if (found === undefined) throw malformed(`A presigned request must hold ${presignedNames.join(', ')}.`);
    return found;
  };
  if (value('X-Amz-Algorithm') !== algorithm) throw malformed(`X-Amz-Algorithm only supports "${algorithm}".`);
  const expires = value('X-Amz-Expires');
  if (!/^\d{1,9}$/.test(expires)) throw malformed('X-Amz-Expires should be a number of seconds.');
  if (Number(expires) > longestExpiry) {
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return {
    ...parseCredential(value('X-Amz-Credential'), malformed),
    signedHeaders: value('X-Amz-SignedHeaders').split(';'),
    signature: value('X-Amz-Signature'),
    ...parseTime(value('X-Amz-Date'), malformed),
    expires: Number(expires),
  };
}

function parseCredential(
  credential: string,
  malformed: (message: string) => Error,
): Pick<Authorization, 'accessKeyId' | 'scope'> {
  const match = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  const [, accessKeyId, date, region, service] = match ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined) {
    throw malformed('The Credential must be of the form "<access key>/YYYYMMDD/<region>/<service>/aws4_request".');
  }
  return { accessKeyId, scope: { date, region, service } };
}

function parseTime(
  text: string | undefined,
  malformed: (message: string) => Error,
): Pick<Authorization, 'timestamp' | 'time'> {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  const time = match === null ? Number.NaN : Date.parse(`${match.slice(1, 4).join('-')}T${match.slice(4).join(':')}Z`);
  if (text === undefined || Number.isNaN(time)) {
    throw malformed('A signed request must say when it was signed: X-Amz-Date as YYYYMMDDTHHMMSSZ.');
  }
  return { timestamp: text, time };
}

/** Without `X-Amz-Date` the `Date` header is what was signed. */
function isoFromHttpDate(date: string | undefined): string | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
