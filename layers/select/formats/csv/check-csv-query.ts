import { SelectError, sqlError } from '../../errors.ts';
import type { Query } from '../../query/query.ts';
import type { CsvFormat } from '../../request/settings.ts';
import { columnAt } from './csv-header.ts';

/**
 * Refuses a query that cannot be asked of CSV, whatever the data.
 *
 * @throws SelectError InvalidKeyPath, InvalidColumnIndex
 */
export function checkCsvQuery({ hasFromPath, fields }: Query, { header }: CsvFormat): void {
  // "This form of the FROM clause works only with JSON objects."
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html#s3-select-sql-reference-from
  if (hasFromPath) {
    throw new SelectError('InvalidKeyPath', 'FROM can have a path behind S3Object[*] only where the input is JSON.');
  }
  if (header === 'USE') return;
  for (const { name, at } of fields) {
    if (columnAt(name) >= 0) continue;
    const message = `The column index '${name.name}' is not valid (without FileHeaderInfo USE columns are called _1, _2, …)`;
    throw sqlError('InvalidColumnIndex', message, at);
  }
}
