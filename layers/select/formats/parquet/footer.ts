import type { FileBytes } from './file-bytes.ts';
import type { ParquetLibrary } from './library.ts';
import { parquetError, parsing } from './parquet-error.ts';
import { ThriftCursor } from './thrift.ts';

/** A thousand columns in a thousand row groups take about so much. */
const maxFooterBytes = 128 * 1024 * 1024;

/** The length of the footer and `PAR1`, with which a file ends. */
const endBytes = 8;

/** What the footer of a file says. */
export type FileMetadata = ReturnType<ParquetLibrary['reader']['parquetMetadata']>;

/**
 * Reads what stands at the end of a Parquet file: its schema, and where the columns of its row groups lie.
 *
 * @throws SelectError `ParquetParsingError` when it is no Parquet file, or a broken one.
 */
export async function readFooter({ reader }: ParquetLibrary, file: FileBytes): Promise<FileMetadata> {
  const { size } = file;
  if (size < endBytes + 4) throw parquetError('it is too short for one');
  const end = await file.read(size - endBytes, size);
  const magic = end.toString('latin1', 4);
  if (magic === 'PARE') throw parquetError('it is encrypted, which is not supported');
  if (magic !== 'PAR1') throw parquetError('it does not end in PAR1, as such files do');
  const length = end.readUInt32LE(0);
  if (length > size - endBytes - 4) throw parquetError('its metadata is longer than the file');
  if (length > maxFooterBytes) throw parquetError('its metadata is larger than 128 MB');
  const footer = await file.read(size - endBytes - length, size);
  return parsing(() => {
    const cursor = new ThriftCursor(footer.subarray(0, length), 0);
    cursor.struct((_, type) => cursor.skip(type));
    return reader.parquetMetadata(footer, { geoparquet: false });
  });
}
