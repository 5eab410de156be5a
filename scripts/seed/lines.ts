/** One line of a file. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  /** Without its line feed; undefined for a line longer than the limit. */
  readonly bytes: Buffer | undefined;
  /** Where it ends, in bytes from the start. */
  readonly end: number;
}

/** Bytes of a line at most. The longest dragon needs about 16,000. */
const limit = 1_048_576;

const lineFeed = 0x0a;

/**
 * Splits bytes into lines, holding one line at a time. At line feeds alone: `node:readline` also splits at U+2028 and U+2029, which may stand in
 * JSON texts as they are.
 * @param head the bytes before those of `chunks`
 */
export async function* lines(head: Buffer, chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  let position = 0;
  let length = 0;
  let pieces: Buffer[] = [];
  const add = (piece: Buffer): void => {
    position += piece.length;
    length += piece.length;
    if (length <= limit) pieces.push(piece);
  };
  const finished = (): Line => {
    number += 1;
    const bytes = length <= limit ? Buffer.concat(pieces) : undefined;
    length = 0;
    pieces = [];
    return { number, bytes, end: position };
  };
  for await (const chunk of all(head, chunks)) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      add(chunk.subarray(from, at));
      position += 1;
      from = at + 1;
      yield finished();
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield finished();
}

async function* all(head: Buffer, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* chunks;
}
