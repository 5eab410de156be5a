import { checkDeltas } from './deltas.ts';
import type { PageHeader } from './page-header.ts';
import { parquetError } from './parquet-error.ts';
import { checkRuns } from './runs.ts';

/** Encodings of the values of a page. https://parquet.apache.org/docs/file-format/data-pages/encodings/ */
const plain = 0;
const plainDictionary = 2;
const runLength = 3;
const bitPacked = 4;
const deltaBinary = 5;
const deltaLengths = 6;
const deltaStrings = 7;
const dictionaryIndexes = 8;
const streamSplit = 9;

/** What the values of one page may take when they are decoded; a page is a few megabytes at most where things are right. */
const maxDecodedBytes = 512 * 1024 * 1024;

/** What has to be known of a column to understand its pages. */
export interface LeafLayout {
  /** The physical type, such as `INT32`. */
  type: string;
  /** Bytes per value of FIXED_LEN_BYTE_ARRAY. */
  typeLength: number;
  /** How deep a value lies in optional and repeated fields, and in repeated ones alone. */
  maxDefinition: number;
  maxRepetition: number;
}

/**
 * Makes sure that decoding an uncompressed page takes no more time and memory than its bytes and number of values justify:
 * a damaged byte may say that a run has a billion values. What is wrong without danger is left to the decoder.
 *
 * @param bytes the page; of version 2 the levels with the values behind them
 * @throws SelectError `ParquetParsingError`
 */
export function checkPage(bytes: Uint8Array, header: PageHeader, leaf: LeafLayout, hasDictionary: boolean): void {
  if (header.kind === 'dictionary') {
    // A value of a dictionary takes a byte at least, except for truth values, which have none.
    if (header.values > bytes.length) throw parquetError('a dictionary has fewer values than it says');
    checkPlain(bytes, leaf, header.values);
    return;
  }
  const { values, present } = header.kind === 'data' ? splitV1(bytes, header, leaf) : splitV2(bytes, header, leaf);
  checkValues(values, header, leaf, present, hasDictionary);
}

interface Split {
  /** The bytes of the values, without the levels. */
  values: Uint8Array;
  /** How many values are neither NULL nor empty. */
  present: number;
}

function splitV1(bytes: Uint8Array, header: PageHeader, leaf: LeafLayout): Split {
  const { maxRepetition, maxDefinition } = leaf;
  let at = 0;
  let present = header.values;
  for (const [max, encoding] of [
    [maxRepetition, header.repetitionEncoding],
    [maxDefinition, header.definitionEncoding],
  ] as const) {
    if (max === 0) continue;
    if (encoding === bitPacked) throw parquetError('its levels have the outdated encoding BIT_PACKED');
    const end = at + 4 + length(bytes, at);
    present = checkRuns(bytes.subarray(at + 4, end), widthOf(max), header.values, max);
    at = end;
  }
  return { values: bytes.subarray(at), present: maxDefinition === 0 ? header.values : present };
}

function splitV2(bytes: Uint8Array, header: PageHeader, leaf: LeafLayout): Split {
  const { repetitionBytes, definitionBytes, values, nulls } = header;
  const levels = repetitionBytes + definitionBytes;
  if (levels > bytes.length || nulls > values) throw parquetError('the levels of a page are longer than it');
  if (leaf.maxRepetition > 0) checkRuns(bytes.subarray(0, repetitionBytes), widthOf(leaf.maxRepetition), values);
  if (leaf.maxDefinition > 0) {
    const definitions = bytes.subarray(repetitionBytes, levels);
    const present = checkRuns(definitions, widthOf(leaf.maxDefinition), values, leaf.maxDefinition);
    if (present !== values - nulls) throw parquetError('a page has more values that are NULL than it says, or fewer');
  }
  return { values: bytes.subarray(levels), present: values - nulls };
}

function checkValues(
  bytes: Uint8Array,
  { encoding }: PageHeader,
  leaf: LeafLayout,
  present: number,
  hasDictionary: boolean,
): void {
  if (present === 0) return;
  if (encoding === plain) checkPlain(bytes, leaf, present);
  else if (encoding === plainDictionary || encoding === dictionaryIndexes) {
    if (!hasDictionary) throw parquetError('a page needs a dictionary that is not there');
    const width = bytes[0] ?? 0;
    if (width > 32) throw parquetError('an index of a dictionary has too many bits');
    if (width > 0) checkRuns(bytes.subarray(1), width, present);
  } else if (encoding === runLength && leaf.type === 'BOOLEAN') {
    checkRuns(bytes.subarray(4, 4 + length(bytes, 0)), 1, present);
  } else if (encoding === deltaBinary && (leaf.type === 'INT32' || leaf.type === 'INT64')) {
    checkDeltas(bytes, 0, present);
  } else if (encoding === deltaLengths && leaf.type === 'BYTE_ARRAY') checkDeltaLengths(bytes, present);
  else if (encoding === deltaStrings && leaf.type.endsWith('BYTE_ARRAY')) checkDeltaStrings(bytes, present);
  else if (encoding === streamSplit) checkDecoded(present * leaf.typeLength);
  else throw parquetError(`the encoding ${encoding} of a column of type ${leaf.type} is not supported`);
}

/** Makes sure that no text of a page goes on behind it. */
function checkPlain(bytes: Uint8Array, leaf: LeafLayout, present: number): void {
  if (leaf.type !== 'BYTE_ARRAY') return;
  for (let at = 0, i = 0; i < present; i += 1) at += 4 + length(bytes, at);
}

function checkDeltaLengths(bytes: Uint8Array, present: number): void {
  let sum = 0;
  const end = checkDeltas(bytes, 0, present, (length) => {
    if (length < 0) throw parquetError('a text has a negative length');
    sum += length;
  });
  if (end + sum > bytes.length) throw parquetError('a page ends too early');
}

/** Texts that share their beginnings with the text before: a page of them can be far shorter than what it decodes to. */
function checkDeltaStrings(bytes: Uint8Array, present: number): void {
  const shared: number[] = [];
  const end = checkDeltas(bytes, 0, present, (length) => shared.push(length));
  let at = 0;
  let last = 0;
  let decoded = 0;
  checkDeltas(bytes, end, present, (own) => {
    const before = shared[at] ?? 0;
    at += 1;
    if (before < 0 || own < 0 || before > last) throw parquetError('a text has an impossible length');
    last = before + own;
    decoded += last;
    checkDecoded(decoded);
  });
}

function checkDecoded(bytes: number): void {
  if (bytes > maxDecodedBytes) throw parquetError('a page decodes to more than 512 MB');
}

/** The length that stands at a place; what it is the length of has to be there. */
function length(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const value = at + 4 > bytes.length ? Infinity : view.getUint32(at, true);
  if (value > bytes.length - at - 4) throw parquetError('a page ends too early');
  return value;
}

function widthOf(max: number): number {
  return 32 - Math.clz32(max);
}
