import { SelectError } from '../errors.ts';
import type { RecordReader } from '../formats/reader.ts';
import { maxRecordBytes } from '../formats/record.ts';
import type { ScanRange } from '../request/settings.ts';
import { ByteCursor } from './byte-cursor.ts';
import { DelimiterSearch } from './delimiter-search.ts';
import { isSeekable, leaveInput, type ByteInput } from './select-input.ts';

/**
 * The bytes of the records that begin in a range of an object, each whole, with its delimiter.
 *
 * "A record that starts within the scan range specified but extends beyond the scan range will be processed." A record
 * begins at the start of the object or behind a delimiter. So each record belongs to exactly one of the ranges into which an
 * object is split. A header is read from the start of the object, however far away the range is, and is no record of any range.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html#selecting-content-from-objects-using-byte-range
 *
 * The input is left once the last record has ended. Of a stream everything before the range is read; of a SeekableInput
 * no more than its chunks make necessary.
 *
 * @param reader - is given what this yields before more is asked for.
 * @param seen - told the length of everything that is read.
 * @throws SelectError UnsupportedScanRangeInput for the end of a stream, whose length is not known.
 */
export async function* recordsInRange(
  input: ByteInput,
  range: ScanRange,
  delimiter: Buffer,
  reader: RecordReader,
  seen: (length: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const { start, end } = await placesOf(range, input);
  if (start >= end) return;
  const cursor = new ByteCursor(input, seen);
  try {
    yield* header(cursor, delimiter, reader);
    if (!(await goToRecord(cursor, delimiter, start, end))) return;
    if (cursor.place > 0) reader.startInside(cursor.place);
    yield* recordsUntil(cursor, delimiter, end);
  } finally {
    await cursor.leave();
  }
}

/** The range from one place up to, and without, another; Infinity for the end of the object. */
async function placesOf(range: ScanRange, input: ByteInput): Promise<{ start: number; end: number }> {
  if (range.kind === 'from') return { start: range.start, end: range.end === undefined ? Infinity : range.end + 1 };
  if (!isSeekable(input)) {
    await leaveInput(input);
    const message =
      'A ScanRange of End alone means the last bytes of the object, and the length of a stream is not known. ' +
      'Give an input that has size() and read(start, end), or a ScanRange with a Start.';
    throw new SelectError('UnsupportedScanRangeInput', message);
  }
  const size = await input.size();
  return { start: Math.max(0, size - range.bytes), end: size };
}

/** The records of the object up to its header, for as long as the reader wants it. */
async function* header(cursor: ByteCursor, delimiter: Buffer, reader: RecordReader): AsyncGenerator<Buffer, void> {
  const search = new DelimiterSearch(delimiter);
  while (reader.wantsHeader === true) {
    const bytes = await cursor.next();
    if (bytes === undefined) return;
    const after = search.endIn(bytes);
    if (after >= 0) cursor.back(bytes.length - after);
    yield after < 0 ? bytes : bytes.subarray(0, after);
  }
}

/** Goes to the first record that begins in the range; returns false when there is none. */
async function goToRecord(cursor: ByteCursor, delimiter: Buffer, start: number, end: number): Promise<boolean> {
  // The last record may begin just before the end. One that is longer than a record may be is noticed behind it.
  const last = end === Infinity ? undefined : end + maxRecordBytes + 2 * delimiter.length;
  if (start <= cursor.place) {
    await cursor.seek(cursor.place, last);
    return cursor.place < end;
  }
  await cursor.seek(Math.max(cursor.place, start - delimiter.length), last);
  const search = new DelimiterSearch(delimiter);
  while (cursor.place < end) {
    const bytes = await cursor.next();
    if (bytes === undefined) return false;
    const after = search.endIn(bytes);
    if (after < 0) continue;
    cursor.back(bytes.length - after);
    break;
  }
  return cursor.place < end;
}

/** From the cursor on, the bytes up to the first record that begins at `end` or behind it. */
async function* recordsUntil(cursor: ByteCursor, delimiter: Buffer, end: number): AsyncGenerator<Buffer, void> {
  const search = new DelimiterSearch(delimiter);
  for (;;) {
    const start = cursor.place;
    const bytes = await cursor.next();
    if (bytes === undefined) return;
    // A delimiter that ends before the end has another record of the range behind it.
    const from = end - delimiter.length - start;
    const after = from < bytes.length ? search.endIn(bytes, Math.max(0, from)) : -1;
    yield after < 0 ? bytes : bytes.subarray(0, after);
    if (after >= 0) return;
  }
}
