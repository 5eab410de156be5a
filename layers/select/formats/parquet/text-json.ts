import { isUtf8 } from 'node:buffer';
import type { ByteSink } from '../../output/byte-sink.ts';
import { invalidTextEncoding } from '../reader.ts';

const quote = 0x22;
const backslash = 0x5c;

/** Writes bytes of text as a JSON string, without making a string of them where nothing in it has to be escaped. */
export function writeTextJson(bytes: Uint8Array, sink: ByteSink): void {
  let isPlain = true;
  let isAscii = true;
  for (const c of bytes) {
    if (c < 0x20 || c === quote || c === backslash) isPlain = false;
    else if (c >= 0x80) isAscii = false;
  }
  if (!isAscii && !isUtf8(bytes)) throw invalidTextEncoding();
  if (isPlain) {
    sink.byte(quote);
    sink.slice(bytes, 0, bytes.length);
    sink.byte(quote);
  } else {
    sink.text(JSON.stringify(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()));
  }
}
