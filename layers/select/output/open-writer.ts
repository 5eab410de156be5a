import type { Query } from '../query/query.ts';
import type { Settings } from '../request/settings.ts';
import type { ByteSink } from './byte-sink.ts';
import { CsvWriter } from './csv-writer.ts';
import { JsonWriter } from './json-writer.ts';
import type { RowWriter } from './row-writer.ts';

/** The writer of the output format, for the rows of one run. */
export function openWriter({ columnNames }: Query, { input, output }: Settings, sink: ByteSink): RowWriter {
  if (output.kind === 'json') return new JsonWriter(sink, columnNames, output.recordDelimiter);
  return new CsvWriter(sink, columnNames.length, output, input.kind === 'csv' ? input : undefined);
}
