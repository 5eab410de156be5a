import type { CsvArguments, InputName } from './arguments.ts';

/** What stands between fields where no comma does. */
const candidates = ['\t', ';', '|'];

/** How a delimiter is written on the command line. */
export function typed(delimiter: string): string {
  return delimiter === '\t' ? "'\\t'" : `'${delimiter}'`;
}

/**
 * What stands between the fields of CSV: as it was said, a tab in TSV, else as the first line looks: if it holds no comma outside
 * quotes, the one of tab, semicolon and bar that it holds most of.
 *
 * @returns undefined for a comma
 */
export function delimiterOf(
  csv: CsvArguments,
  input: InputName | undefined,
  beginning: Buffer | undefined,
): string | undefined {
  if (csv.delimiter !== undefined) return csv.delimiter;
  if (input === 'tsv') return '\t';
  const line = unquoted(firstLine(csv, beginning));
  if (line.includes(',')) return undefined;
  const taken = [csv.quote, csv.escape, csv.comment, csv.lineDelimiter];
  const [most] = candidates
    .filter((candidate) => !taken.includes(candidate) && line.includes(candidate))
    .sort((a, b) => count(line, b) - count(line, a));
  return most;
}

/** What may stand between the fields of that first line instead, because there is more of it. */
export function otherDelimiter(line: string, delimiter: string): string | undefined {
  const plain = unquoted(line);
  return [',', ...candidates].find((other) => other !== delimiter && count(plain, other) > count(plain, delimiter));
}

/** The first line of CSV that is neither empty nor a comment, as far as it is there. */
export function firstLine({ comment = '#' }: CsvArguments, beginning: Buffer | undefined): string {
  const lines = (beginning?.toString() ?? '').replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.find((line) => line !== '' && (comment === '' || !line.startsWith(comment))) ?? '';
}

function unquoted(line: string): string {
  return line.replaceAll(/"[^"]*"/g, '');
}

function count(line: string, character: string): number {
  return line.split(character).length - 1;
}
