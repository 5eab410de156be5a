import { describe, expect, it } from 'vitest';
import { canonicalPath, canonicalQuery, parseQuery } from './canonical-request.ts';
import { ServiceError } from './service-error.ts';
import type { ErrorDialect } from './signature-error.ts';
import type { SignedRequest } from './signature.ts';
import { signatureCheck } from './signature.ts';
import { signatureOf, signingKeys } from './signing-key.ts';

// The worked examples of the S3 documentation: same keys, same day.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const documented = { accessKeyId, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const signedAt = Date.parse('2013-05-24T00:00:00Z');
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const scope = `${accessKeyId}/20130524/us-east-1/s3/aws4_request`;

function authorization(signedHeaders: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${signedHeaders},Signature=${signature}`;
}

const getObject: SignedRequest = {
  method: 'GET',
  path: '/test.txt',
  query: '',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': emptyHash,
    'x-amz-date': '20130524T000000Z',
    authorization: authorization(
      'host;range;x-amz-content-sha256;x-amz-date',
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ),
  },
  body: Buffer.alloc(0),
};

const putObject: SignedRequest = {
  method: 'PUT',
  path: '/test$file.text',
  query: '',
  headers: {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    authorization: authorization(
      'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ),
  },
  body: Buffer.from('Welcome to Amazon S3.'),
};

const presigned: SignedRequest = {
  method: 'GET',
  path: '/test.txt',
  query:
    'X-Amz-Algorithm=AWS4-HMAC-SHA256' +
    `&X-Amz-Credential=${encodeURIComponent(scope)}` +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  headers: { host: 'examplebucket.s3.amazonaws.com' },
  body: Buffer.alloc(0),
};

interface CheckOptions {
  readonly now?: number;
  readonly dialect?: ErrorDialect;
  readonly keys?: (typeof documented)[];
}
function check(request: SignedRequest, { now = signedAt, dialect = 's3', keys = [documented] }: CheckOptions = {}) {
  return signatureCheck(keys, () => now)(request, dialect);
}

function refusal(run: () => unknown): ServiceError {
  try {
    run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the documented examples', () => {
  it.each([
    ['GET with a range', getObject],
    ['PUT with a body and a $ in the key', putObject],
    ['a presigned GET', presigned],
    [
      'GET of a sub-resource',
      {
        ...getObject,
        path: '/',
        query: 'lifecycle',
        headers: {
          host: 'examplebucket.s3.amazonaws.com',
          'x-amz-content-sha256': emptyHash,
          'x-amz-date': '20130524T000000Z',
          authorization: authorization(
            'host;x-amz-content-sha256;x-amz-date',
            'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
          ),
        },
      },
    ],
    [
      'a list with parameters',
      {
        ...getObject,
        path: '/',
        query: 'prefix=J&max-keys=2',
        headers: {
          host: 'examplebucket.s3.amazonaws.com',
          'x-amz-content-sha256': emptyHash,
          'x-amz-date': '20130524T000000Z',
          authorization: authorization(
            'host;x-amz-content-sha256;x-amz-date',
            '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
          ),
        },
      },
    ],
  ])('%s is accepted', (_, request) => {
    expect(check(request)).toMatchObject({ accessKeyId });
  });
});

describe('a signature in the header', () => {
  it('is not needed for there to be an answer: without one there is nothing to verify', () => {
    expect(check({ ...getObject, headers: { host: 'h' } })).toBeUndefined();
  });

  it.each([
    ['another method', { method: 'PUT' }],
    ['another path', { path: '/other.txt' }],
    ['another query', { query: 'versionId=1' }],
    ['another signed header', { headers: { ...getObject.headers, range: 'bytes=0-99' } }],
  ])('does not match %s', (_, change) => {
    expect(refusal(() => check({ ...getObject, ...change }))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
    });
  });

  it('does not match another secret, and the error shows what was signed here', () => {
    const error = refusal(() => check(getObject, { keys: [{ accessKeyId, secretAccessKey: 'wrong' }] }));

    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
    expect(error.fields.CanonicalRequest).toContain('range:bytes=0-9');
  });

  it.each<[ErrorDialect, string, number]>([
    ['s3', 'InvalidAccessKeyId', 403],
    ['json', 'UnrecognizedClientException', 400],
    ['query', 'InvalidClientTokenId', 403],
  ])('of an unknown key is refused in the words of a %s service: %s', (dialect, code, status) => {
    expect(refusal(() => check(getObject, { keys: [], dialect }))).toMatchObject({ code, status });
  });

  it.each([-15, 15])('is good for 15 minutes: %i minutes off is accepted, a second more is not', (minutes) => {
    const edge = signedAt + minutes * 60_000;

    expect(check(getObject, { now: edge })).toBeDefined();
    expect(refusal(() => check(getObject, { now: edge + Math.sign(minutes) * 1000 }))).toMatchObject({
      code: 'RequestTimeTooSkewed',
      status: 403,
      fields: { MaxAllowedSkewMilliseconds: '900000' },
    });
  });

  it('must cover every x-amz header of an S3 request', () => {
    const headers = { ...getObject.headers, 'x-amz-acl': 'public-read' };

    expect(refusal(() => check({ ...getObject, headers }))).toMatchObject({
      code: 'AccessDenied',
      fields: { HeadersNotSigned: 'x-amz-acl' },
    });
  });

  it('must cover the body through its hash', () => {
    expect(refusal(() => check({ ...putObject, body: Buffer.from('Welcome to Amazon S4.') }))).toMatchObject({
      code: 'XAmzContentSHA256Mismatch',
      status: 400,
    });
  });

  it.each([
    ['AWS AKID:signature', 'AuthorizationHeaderMalformed'],
    ['AWS4-ECDSA-P256-SHA256 Credential=x', 'AuthorizationHeaderMalformed'],
    ['AWS4-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=y', 'AuthorizationHeaderMalformed'],
    [`AWS4-HMAC-SHA256 Credential=${scope},Signature=y`, 'AuthorizationHeaderMalformed'],
    ['', 'AuthorizationHeaderMalformed'],
  ])('that reads "%s" is malformed', (header, code) => {
    const headers = { ...getObject.headers, authorization: header };

    expect(refusal(() => check({ ...getObject, headers }))).toMatchObject({ code, status: 400 });
  });

  it('must be of the day that its scope names', () => {
    const headers = { ...getObject.headers, 'x-amz-date': '20130525T000000Z' };

    expect(refusal(() => check({ ...getObject, headers }, { now: signedAt + 86_400_000 }))).toMatchObject({
      code: 'AuthorizationHeaderMalformed',
    });
  });

  it('is refused beside a presigned query', () => {
    expect(refusal(() => check({ ...presigned, headers: getObject.headers }))).toMatchObject({ status: 400 });
  });
});

describe('a presigned URL', () => {
  it('is good until it expires, and not a second longer', () => {
    expect(check(presigned, { now: signedAt + 86_400_000 })).toBeDefined();
    expect(refusal(() => check(presigned, { now: signedAt + 86_401_000 }))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: 'Request has expired',
      fields: { 'X-Amz-Expires': '86400', Expires: '2013-05-25T00:00:00Z' },
    });
  });

  it('cannot be made longer', () => {
    const query = presigned.query.replace('86400', '86401');

    expect(refusal(() => check({ ...presigned, query }))).toMatchObject({ code: 'SignatureDoesNotMatch' });
  });

  it.each([
    presigned.query.replace('X-Amz-Expires=86400', 'X-Amz-Expires=604801'),
    presigned.query.replace('X-Amz-Expires=86400', 'X-Amz-Expires=-1'),
    presigned.query.replace('&X-Amz-Expires=86400', ''),
    presigned.query.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'),
  ])('is malformed as %s', (query) => {
    expect(refusal(() => check({ ...presigned, query }))).toMatchObject({
      code: 'AuthorizationQueryParametersError',
      status: 400,
    });
  });

  it('of version 2 is refused, and the error says which version to use', () => {
    const query = 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=x%3D&Expires=1369440000';

    expect(refusal(() => check({ ...presigned, query }))).toMatchObject({
      code: 'InvalidRequest',
      status: 400,
      message: expect.stringContaining('Please use AWS4-HMAC-SHA256') as string,
    });
  });

  it('brings the headers that were moved into its query, but not checksums of the body that nobody had yet', () => {
    const query =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256' +
      `&X-Amz-Credential=${encodeURIComponent(scope)}` +
      '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
      '&x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-meta-colour=red';
    const unsigned = { ...presigned, query: `${query}&X-Amz-Signature=0` };
    const stringToSign = refusal(() => check(unsigned)).fields.StringToSign!;
    const key = signingKeys()(documented.secretAccessKey, { date: '20130524', region: 'us-east-1', service: 's3' });

    const verified = check({ ...presigned, query: `${query}&X-Amz-Signature=${signatureOf(key, stringToSign)}` });

    expect(verified?.headers['x-amz-meta-colour']).toBe('red');
    expect(verified?.headers['x-amz-checksum-crc32']).toBeUndefined();
  });

  it('with a broken percent sign is an invalid URI', () => {
    expect(refusal(() => check({ ...presigned, query: `${presigned.query}&x=%zz` }))).toMatchObject({
      code: 'InvalidURI',
      status: 400,
    });
  });
});

describe('the canonical form', () => {
  it.each([
    ['/a b/ü', true, '/a%20b/%C3%BC'],
    ['/a%20b/%c3%bc', true, '/a%20b/%C3%BC'],
    ["/it's(1)*!", true, '/it%27s%281%29%2A%21'],
    ['/a//b/../c', true, '/a//b/../c'],
    ['/a%20b', false, '/a%2520b'],
    ['/a//b/../c/', false, '/a/c/'],
    ['/', false, '/'],
  ])('of the path %s (S3: %s) is %s', (path, forS3, canonical) => {
    expect(canonicalPath(path, forS3)).toBe(canonical);
  });

  it('of a query is encoded and sorted by name, then by value', () => {
    expect(canonicalQuery(parseQuery('b=2&a=z&a=b+c&A=%7e&empty&X-Amz-Signature=s'))).toBe(
      'A=~&a=b%20c&a=z&b=2&empty=',
    );
  });
});
