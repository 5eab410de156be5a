import { SelectError } from './errors.ts';
import { checkPositions } from './formats/csv/csv-header.ts';
import { CsvReader } from './formats/csv/csv-reader.ts';
import { JsonDocumentReader } from './formats/json/json-document.ts';
import { JsonLinesReader } from './formats/json/json-lines.ts';
import type { RangeReader } from './formats/scan-range.ts';
import type { ByteSink } from './output/byte-sink.ts';
import { CsvWriter } from './output/csv-writer.ts';
import { JsonWriter } from './output/json-writer.ts';
import type { RowWriter } from './output/row-writer.ts';
import type { Query, QueryRun } from './query/query.ts';
import type { Settings } from './request/settings.ts';

/**
 * Refuses a query that cannot be asked of the input format, whatever the data.
 *
 * @throws SelectError InvalidKeyPath, InvalidColumnIndex
 */
export function checkQuery(query: Query, { input }: Settings): void {
  if (input.kind !== 'csv') return;
  // "This form of the FROM clause works only with JSON objects."
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html#s3-select-sql-reference-from
  if (query.hasFromPath) {
    throw new SelectError('InvalidKeyPath', 'FROM can have a path behind S3Object[*] only where the input is JSON.');
  }
  if (input.header !== 'USE') checkPositions(query.fields);
}

/** The reader of an input format that comes as a stream; Parquet is read from several places of the object, see `readParquet`. */
export function openReader(query: Query, { input }: Settings, run: QueryRun): RangeReader {
  if (input.kind === 'csv') return new CsvReader(run, input, query);
  if (input.kind !== 'json') throw new SelectError('InvalidDataSource', 'Parquet is not read as a stream.');
  if (input.type === 'LINES') return new JsonLinesReader(run, query);
  return new JsonDocumentReader(run, query.unwrapsRoot);
}

/** The writer of the output format. */
export function openWriter(query: Query, { input, output }: Settings, sink: ByteSink): RowWriter {
  const { columnNames } = query;
  if (output.kind === 'json') return new JsonWriter(sink, columnNames, output.recordDelimiter);
  return new CsvWriter(sink, columnNames.length, output, input.kind === 'csv' ? input : undefined);
}
