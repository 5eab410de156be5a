import type { RecordReader } from '../formats/reader.ts';
import type { Settings } from '../request/settings.ts';
import { decompress } from './compression/decompress.ts';
import { recordsInRange } from './scan-range.ts';
import { isSeekable, type ByteInput } from './select-input.ts';

/** Input is looked at in pieces of at most this size, so that a chunk of any size costs no more memory. */
const mostPieceBytes = 256 * 1024;

/** Longer pieces are worth it only for speed, so none need be shorter. */
const leastPieceBytes = 256;

/** About how much a query may put out for one piece of input, before anybody takes it away. */
const mostOutputBytes = 32 * 1024 * 1024;

/**
 * What a reader is to be given of an object: all of it, decompressed, or the records of the scan range.
 *
 * @param reader - is given each piece before more is asked for.
 * @param seen - told the length of everything that is read of the object.
 */
export function readInput(
  input: ByteInput,
  { expression, scanRange, compression, input: format }: Settings,
  reader: RecordReader,
  seen: (length: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  if (scanRange) {
    const delimiter = Buffer.from(format.kind === 'csv' ? format.recordDelimiter : '\n');
    return pieces(recordsInRange(input, scanRange, delimiter, reader, seen), pieceBytesFor(expression));
  }
  const bytes = decompress(compression, tap(isSeekable(input) ? input.read(0) : input, seen));
  return pieces(bytes, pieceBytesFor(expression));
}

/** The same chunks, each reported by its length before it is handed on. */
async function* tap(
  input: AsyncIterable<Uint8Array>,
  seen: (length: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of input) {
    seen(chunk.length);
    yield chunk;
  }
}

/**
 * How much input is looked at at once. A row can hold every literal of the query and the record as often as the query names it, and a
 * record may be two bytes long: the longer the query, the more may come of a piece.
 */
function pieceBytesFor(expression: string): number {
  return Math.max(leastPieceBytes, Math.min(mostPieceBytes, Math.floor(mostOutputBytes / expression.length)));
}

async function* pieces(input: AsyncIterable<Uint8Array>, pieceBytes: number): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of input) {
    for (let start = 0; start < chunk.length; start += pieceBytes) {
      const length = Math.min(pieceBytes, chunk.length - start);
      yield Buffer.from(chunk.buffer, chunk.byteOffset + start, length);
    }
  }
}
