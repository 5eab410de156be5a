import { SelectError } from '../../errors.ts';
import type { SeekableInput } from '../../input/select-input.ts';

/** A stream larger than this is not held in memory. */
const maxBytes = 256 * 1024 * 1024;

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
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    seen(chunk.length);
    if (size > maxBytes) throw tooLarge();
    // A copy: the chunk's owner may write over it when asked for the next one.
    chunks.push(Uint8Array.from(chunk));
  }
  return {
    size: () => Promise.resolve(size),
    // Reads without waiting, but has to look like the others.
    async *read(start, end = size) {
      let at = 0;
      for (const chunk of chunks) {
        const from = Math.max(start - at, 0);
        const to = Math.min(end - at, chunk.length);
        if (from < to) yield chunk.subarray(from, to);
        at += chunk.length;
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
