import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { headerOf, type ViewerRequest, type ViewerResponse } from './message.ts';

/** A way to compress that a cache policy can allow. */
export type Encoding = 'br' | 'gzip';

const compress: Readonly<Record<Encoding, (body: Uint8Array) => Promise<Uint8Array>>> = {
  // The best quality of Brotli takes seconds for a large file; this one is about as small as gzip's best, and as fast as its usual one.
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body),
};

/** The content types that CloudFront compresses: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const types = new Set([
  ...['dash+xml', 'eot', 'font', 'font-sfnt', 'javascript', 'json', 'opentype', 'otf', 'pkcs7-mime'].map(app),
  ...['protobuf', 'rss+xml', 'truetype', 'ttf', 'vnd.apple.mpegurl'].map(app),
  ...['vnd.ms-fontobject', 'xhtml+xml', 'xml', 'x-font-opentype', 'x-font-truetype', 'x-font-ttf'].map(app),
  ...['x-httpd-cgi', 'x-javascript', 'x-mpegurl', 'x-opentype', 'x-otf', 'x-perl', 'x-ttf'].map(app),
  ...['eot', 'opentype', 'otf', 'ttf'].map((type) => `font/${type}`),
  ...['css', 'csv', 'html', 'javascript', 'js', 'plain', 'richtext', 'tab-separated-values'].map(text),
  ...['xml', 'x-component', 'x-java-source', 'x-script'].map(text),
  ...['image/svg+xml', 'vnd.apple.mpegurl'],
]);

/** The sizes that CloudFront compresses, in bytes. */
const sizes = { from: 1000, to: 10_000_000 };

/**
 * The encoding that an answer is sent in; undefined when it is sent as it is. Brotli comes first when the viewer takes both.
 * @param size bytes of the whole object
 */
export function encodingOf(
  request: ViewerRequest,
  response: ViewerResponse,
  size: number,
  allowed: readonly Encoding[],
): Encoding | undefined {
  if (request.httpVersion === '1.0' || response.headers.has('content-encoding')) return undefined;
  const type = headerOf(response, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.has(type) || size < sizes.from || size > sizes.to) return undefined;
  const accepted = (request.headers.get('accept-encoding') ?? []).join(',').split(',');
  const takes = (encoding: Encoding) =>
    accepted.some((item) => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
  return (['br', 'gzip'] as const).find((encoding) => allowed.includes(encoding) && takes(encoding));
}

/**
 * Says in the headers that an answer is compressed. A strong `ETag` becomes a weak one, since the bytes are others.
 */
export function announce({ headers }: ViewerResponse, encoding: Encoding): void {
  const etag = headers.get('etag')?.[0];
  if (etag?.startsWith('"') === true) headers.set('etag', [`W/${etag}`]);
  headers.set('content-encoding', [encoding]);
  headers.set('vary', ['Accept-Encoding']);
  headers.delete('accept-ranges');
}

/** The compressed bytes of a body. */
export function compressed(body: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  return compress[encoding](body);
}

function app(type: string): string {
  return `application/${type}`;
}

function text(type: string): string {
  return `text/${type}`;
}
