import type { SelectError } from '../errors.ts';
import { isSeekable } from '../input/select-input.ts';
import type { MaybeFormat } from './formats.ts';
import type { Source } from './source.ts';

/**
 * In which line of a file the record begins that an error is about, counted from 1. Undefined for an error that is about none, for what can be read
 * but once, and for what has no lines: compressed files, JSON of any layout.
 */
export async function lineOf(
  { recordStart }: SelectError,
  { input }: Source,
  format: MaybeFormat,
): Promise<number | undefined> {
  const hasLines = format.compression === 'NONE' && ['lines', 'csv', 'tsv'].includes(format.input ?? '');
  if (recordStart === undefined || !hasLines || input instanceof Uint8Array || !isSeekable(input)) return undefined;
  let line = 1;
  for await (const chunk of input.read(0, recordStart)) {
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) line += 1;
  }
  return line;
}
