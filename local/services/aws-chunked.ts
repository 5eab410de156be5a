import { ServiceError } from './service-error.ts';

/** Checks the signatures inside an `aws-chunked` body; each call continues the chain of the one before. */
export interface ChunkSignatures {
  /** @throws ServiceError when the signature is not the one of these bytes at this place */
  checkChunk(data: Buffer, signature: string): void;
  /** @param trailers the trailing headers as they are signed: `name:value\n` each */
  checkTrailers(trailers: string, signature: string): void;
}

/** What an `aws-chunked` body holds. */
export interface DecodedChunks {
  readonly body: Buffer;
  /** Trailing headers by lower-case name. */
  readonly trailers: Readonly<Record<string, string>>;
}

const lineEnd = '\r\n';

/**
 * Takes the framing of `Content-Encoding: aws-chunked` off a body: chunks with their sizes, optionally signed,
 * then optional trailing headers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html
 * @param signatures undefined for the unsigned variant
 * @throws ServiceError `IncompleteBody` or `MalformedTrailerError` for broken framing, and what `signatures` throws
 */
export function decodeAwsChunked(framed: Buffer, signatures: ChunkSignatures | undefined): DecodedChunks {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const header = lineAt(framed, position);
    const { size, signature } = parseChunkHeader(header);
    position += header.length + lineEnd.length;
    const data = framed.subarray(position, position + size);
    if (data.length < size) throw incomplete();
    signatures?.checkChunk(data, signature);
    position += size;
    if (size === 0) break;
    if (framed.toString('latin1', position, position + 2) !== lineEnd) throw incomplete();
    chunks.push(data);
    position += lineEnd.length;
  }
  const trailers = readTrailers(framed.toString('utf8', position), signatures);
  return { body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks), trailers };
}

function parseChunkHeader(line: string): { size: number; signature: string } {
  const match = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (match === null) throw incomplete();
  return { size: Number.parseInt(match[1] ?? '', 16), signature: match[2] ?? '' };
}

function readTrailers(text: string, signatures: ChunkSignatures | undefined): Record<string, string> {
  const trailers: Record<string, string> = {};
  let signed = '';
  let signature: string | undefined;
  for (const line of text.split(/\r\n|\n/)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw malformedTrailer();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      signature = value;
    } else {
      trailers[name] = value;
      signed += `${name}:${value}\n`;
    }
  }
  if (signed !== '') signatures?.checkTrailers(signed, signature ?? '');
  return trailers;
}

function lineAt(framed: Buffer, start: number): string {
  const end = framed.indexOf(lineEnd, start);
  // No chunk header is longer than this; without the bound a body without line ends would be copied for nothing.
  if (end === -1 || end - start > 128) throw incomplete();
  return framed.toString('latin1', start, end);
}

function incomplete(): ServiceError {
  return new ServiceError(
    'IncompleteBody',
    'The request body terminated unexpectedly, or its aws-chunked framing is broken.',
  );
}

function malformedTrailer(): ServiceError {
  return new ServiceError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}
