import type { AwsService, ServiceResponse } from '../service.ts';
import { s3Errors } from '../s3/s3-errors.ts';
import { xmlError } from '../xml.ts';
import type { Origin } from './distribution.ts';
import type { Headers, ViewerRequest, ViewerResponse } from './message.ts';

/** Headers of a viewer's request that a bucket hears of: CloudFront forwards no others to it. */
const forwarded = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since', 'range'];
const conditions = forwarded.filter((name) => name.startsWith('if-'));

/** What an origin answered. */
export interface OriginAnswer {
  readonly response: ViewerResponse;
  /** The headers of the object itself, also where the answer has no body. */
  readonly object: Headers;
  /** Whether there is no such object, which a viewer is not always told. */
  readonly isMissing: boolean;
}

/**
 * Asks a bucket for an object, as CloudFront does: with a signature, by GET, and with the viewer's conditions and range.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html
 * @param uri the path, percent-encoded
 */
export async function askBucket(
  s3: AwsService,
  origin: Origin,
  uri: string,
  request: ViewerRequest,
): Promise<OriginAnswer> {
  const path = `/${origin.bucket}${origin.path}${encoded(uri)}`;
  const key = keyOf(`${origin.path}${uri}`);
  const ask = (method: string, headers: Readonly<Record<string, string>>) =>
    s3.handle({
      method,
      path,
      query: '',
      headers,
      body: Buffer.alloc(0),
      requestId: request.id,
      accessKeyId: undefined,
    });
  const denied = (isMissing: boolean) => ({ response: accessDenied(request.id), object: new Map(), isMissing });

  if (key !== undefined && !origin.mayRead(key)) return denied(false);
  // S3 lists a bucket that is asked for no key.
  if (key === '' && !origin.mayList) return denied(true);
  const answer = await ask('GET', headersFor(request));
  const isMissing = answer.status === 404;
  // Whoever may not list a bucket is not told what is in it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
  if (isMissing && !origin.mayList) return denied(true);
  const object = answer.status === 304 ? headersOf(await ask('HEAD', {})) : headersOf(answer);
  return { response: await viewerResponse(answer, request.id), object, isMissing };
}

/** `If-Range` asks for the whole object where it cannot be told whether the range still fits. */
function headersFor({ headers }: ViewerRequest): Record<string, string> {
  const names = headers.has('if-range') ? conditions : forwarded;
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = headers.get(name);
      return values === undefined ? [] : [[name, values.join(',')]];
    }),
  );
}

/** A path with everything percent-encoded that has to be: functions may return any text. */
function encoded(uri: string): string {
  return uri.replace(/[^\x21-\x7e]|[?#]/gu, (character) => encodeURIComponent(character));
}

/** The key that a path names; undefined when its percent-encoding is broken, which S3 says itself. */
function keyOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}

async function viewerResponse(answer: ServiceResponse, requestId: string): Promise<ViewerResponse> {
  const { status, body } = answer;
  const headers = headersOf(answer);
  headers.set('x-amz-request-id', [requestId]);
  if (typeof body === 'string') return { status, headers, body: Buffer.from(body) };
  if (body instanceof Uint8Array) return { status, headers, body };
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return { status, headers, body: Buffer.concat(parts) };
}

function headersOf({ headers }: ServiceResponse): Headers {
  return new Map([
    ['server', ['AmazonS3']],
    ...Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]] as const),
  ]);
}

function accessDenied(requestId: string): ViewerResponse {
  const error = s3Errors.accessDenied();
  return {
    status: error.status,
    headers: new Map([
      ['server', ['AmazonS3']],
      ['content-type', ['application/xml']],
      ['x-amz-request-id', [requestId]],
    ]),
    body: Buffer.from(xmlError(error, requestId, 's3')),
  };
}
