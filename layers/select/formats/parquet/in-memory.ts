import { SelectError } from '../../errors.ts';
import type { SeekableInput } from '../../input/select-input.ts';

/** A stream larger than this is not held in memory. */
const maxBytes = 256 * 1024 * 1024;

/** It is held in blocks of this size, however small the pieces are in which it comes: each object in memory has its price. */
const blockBytes = 1024 * 1024;

/**
 * Takes a stream into memory, so that it can be read from any place: Parquet begins with its end.
 *
 * @param seen is told the length of everything that is read
 * @throws SelectError `OverMaxParquetBlockSize` beyond 256 MiB, after which the stream is left.
 */
export async function holdInMemory(
  input: AsyncIterable<Uint8Array>,
  seen: (length: number) => void,
): Promise<SeekableInput> {
  const blocks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    seen(chunk.length);
    if (size + chunk.length > maxBytes) throw tooLarge();
    for (let at = 0; at < chunk.length;) {
      const place = size % blockBytes;
      if (place === 0) blocks.push(new Uint8Array(blockBytes));
      const part = chunk.subarray(at, at + blockBytes - place);
      blocks.at(-1)?.set(part, place);
      at += part.length;
      size += part.length;
    }
  }
  return {
    size: () => Promise.resolve(size),
    // Reads without waiting, but has to look like the others.
    async *read(start, end = size) {
      const until = Math.min(end, size);
      for (let at = start; at < until; at += blockBytes - (at % blockBytes)) {
        const place = at % blockBytes;
        const block = blocks[(at - place) / blockBytes];
        if (block) yield block.subarray(place, place + until - at);
      }
    },
  };
}

function tooLarge(): SelectError {
  return new SelectError(
    'OverMaxParquetBlockSize',
    'A Parquet object that comes as a stream is held in memory, and this one is larger than 256 MiB. ' +
      'Pass an input that can be read from any place (SeekableInput), such as a file or ranges of GetObject.',
  );
}
