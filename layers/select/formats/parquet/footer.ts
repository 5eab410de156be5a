import type { SeekableInput } from '../../input.ts';
import type { ParquetLibrary } from './library.ts';
import { parquetError, parsing } from './parquet-error.ts';
import { ThriftCursor } from './thrift.ts';

/** Most footers are shorter: one read is enough then. */
const firstRead = 64 * 1024;

/** A thousand columns in a thousand row groups take about so much. */
const maxFooterBytes = 128 * 1024 * 1024;

/** The length of the footer and `PAR1`, with which a file ends. */
const endBytes = 8;

/** What the footer of a file says. */
export type FileMetadata = ReturnType<ParquetLibrary['reader']['parquetMetadata']>;

/**
 * Reads what stands at the end of a Parquet file: its schema, and where the columns of its row groups lie.
 *
 * @param size the length of the file
 * @param read reads so many bytes from a place
 * @throws SelectError `ParquetParsingError` when it is no Parquet file, or a broken one.
 */
export async function readFooter(
  { reader }: ParquetLibrary,
  size: number,
  read: (start: number, end: number) => Promise<Buffer>,
): Promise<FileMetadata> {
  if (size < endBytes + 4) throw parquetError('it is too short for one');
  let start = Math.max(0, size - firstRead);
  let tail = await read(start, size);
  const magic = tail.toString('latin1', tail.length - 4);
  if (magic === 'PARE') throw parquetError('it is encrypted, which is not supported');
  if (magic !== 'PAR1') throw parquetError('it does not end in PAR1, as such files do');
  const length = tail.readUInt32LE(tail.length - endBytes);
  if (length > size - endBytes - 4) throw parquetError('its metadata is longer than the file');
  if (length > maxFooterBytes) throw parquetError('its metadata is larger than 128 MB');
  const footerStart = size - endBytes - length;
  if (footerStart < start) {
    tail = Buffer.concat([await read(footerStart, start), tail]);
    start = footerStart;
  }
  return parsing(() => {
    const footer = tail.subarray(footerStart - start);
    const cursor = new ThriftCursor(footer.subarray(0, length), 0);
    cursor.struct((_, type) => cursor.skip(type));
    return reader.parquetMetadata(footer, { geoparquet: false });
  });
}

/** Collects the bytes of a range, all of which have to be there. Errors of the input pass through. */
export async function readRange(input: SeekableInput, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(end - start);
  let at = 0;
  for await (const chunk of input.read(start, end)) {
    if (at + chunk.length > bytes.length) throw parquetError('the input gives more bytes than were asked for');
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at < bytes.length) throw parquetError('it ends too early');
  return bytes;
}
