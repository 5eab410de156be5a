import { describe, expect, it } from 'vitest';
import { readAuthorization } from './authorization.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { openPayload } from './payload.ts';
import { ServiceError } from './service-error.ts';
import type { SignedRequest } from './signature.ts';
import { signatureCheck } from './signature.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, "Example: PUT Object", and its twin with trailers
const credential = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const content = Buffer.alloc(66_560, 'a');
const check = signatureCheck([credential], () => Date.parse('2013-05-24T00:00:00Z'));

function chunk(bytes: Buffer, signature: string): Buffer {
  return Buffer.concat([
    Buffer.from(`${bytes.length.toString(16)};chunk-signature=${signature}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
}

function upload(headers: Record<string, string>, signature: string, body: Buffer): SignedRequest {
  const all: Record<string, string> = {
    'content-encoding': 'aws-chunked',
    host: 's3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    'x-amz-decoded-content-length': '66560',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    ...headers,
  };
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${credential.accessKeyId}/20130524/us-east-1/s3/aws4_request,` +
    `SignedHeaders=${Object.keys(all).sort().join(';')},Signature=${signature}`;
  return {
    method: 'PUT',
    path: '/examplebucket/chunkObject.txt',
    query: '',
    headers: { ...all, authorization },
    body,
  };
}

const signedChunks = [
  chunk(content.subarray(0, 65_536), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
  chunk(content.subarray(65_536), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
  chunk(Buffer.alloc(0), 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
];
const signedUpload = (body: Buffer) =>
  upload(
    { 'content-length': '66824', 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    body,
  );

const trailer = (checksum: string) =>
  Buffer.from(
    '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n' +
      `x-amz-checksum-crc32c:${checksum}\r\n` +
      'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
  );
const trailerUpload = (checksum: string) =>
  upload(
    {
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    },
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    Buffer.concat([
      chunk(content.subarray(0, 65_536), 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
      chunk(content.subarray(65_536), '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
      trailer(checksum),
    ]),
  );

function refusal(run: () => unknown): ServiceError {
  try {
    run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a body in signed chunks', () => {
  it('is the documented one, and comes out without its framing', () => {
    const verified = check(signedUpload(Buffer.concat(signedChunks)), 's3');

    expect(verified?.body.equals(content)).toBe(true);
    expect(verified?.headers['content-encoding']).toBeUndefined();
  });

  it('is refused when a chunk was changed', () => {
    const [first, second, last] = signedChunks as [Buffer, Buffer, Buffer];
    const changed = Buffer.from(second);
    changed[200] = 98;

    expect(refusal(() => check(signedUpload(Buffer.concat([first, changed, last])), 's3'))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
    });
  });

  it('is refused when chunks changed places', () => {
    const [first, second, last] = signedChunks as [Buffer, Buffer, Buffer];

    expect(refusal(() => check(signedUpload(Buffer.concat([second, first, last])), 's3'))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is incomplete without its last chunk', () => {
    expect(refusal(() => check(signedUpload(Buffer.concat(signedChunks.slice(0, 2))), 's3'))).toMatchObject({
      code: 'IncompleteBody',
      status: 400,
    });
  });
});

describe('a body in signed chunks with a trailer', () => {
  it('is the documented one, and its trailer becomes a header', () => {
    const verified = check(trailerUpload('sOO8/Q=='), 's3');

    expect(verified?.body.equals(content)).toBe(true);
    expect(verified?.headers['x-amz-checksum-crc32c']).toBe('sOO8/Q==');
  });

  it('is refused when the trailer was changed', () => {
    expect(refusal(() => check(trailerUpload('sOO8/R=='), 's3'))).toMatchObject({ code: 'SignatureDoesNotMatch' });
  });
});

describe('an unsigned aws-chunked body', () => {
  it('is joined from its chunks, with its trailers', () => {
    const framed = '3\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';

    expect(decodeAwsChunked(Buffer.from(framed), undefined)).toEqual({
      body: Buffer.from('abc0123456789'),
      trailers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
    });
  });

  it('may be empty', () => {
    expect(decodeAwsChunked(Buffer.from('0\r\n\r\n'), undefined)).toEqual({ body: Buffer.alloc(0), trailers: {} });
  });

  it.each(['', '3\r\nab', '3\r\nabc0\r\n\r\n', 'x\r\n', '-1\r\n', 'ffffffffff\r\nabc', '5\r\nabc\r\n0\r\n\r\n'])(
    'that is cut or damaged (%j) is incomplete',
    (framed) => {
      expect(refusal(() => decodeAwsChunked(Buffer.from(framed), undefined))).toMatchObject({
        code: 'IncompleteBody',
      });
    },
  );

  it('with a trailer that is no header is malformed', () => {
    expect(refusal(() => decodeAwsChunked(Buffer.from('0\r\nnonsense\r\n\r\n'), undefined))).toMatchObject({
      code: 'MalformedTrailerError',
    });
  });
});

describe('a declared hash', () => {
  it.each(['constructor', '__proto__', 'toString', 'deadbeef'])('of %s is none', (declared) => {
    const authorization = readAuthorization(signedUpload(content).headers, [], 's3')!;

    const error = refusal(() => openPayload(authorization, declared, { body: content, headers: {} }, Buffer.alloc(32)));

    expect(error).toMatchObject({ code: 'InvalidArgument', fields: { ArgumentValue: declared } });
  });
});
