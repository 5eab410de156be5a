import { SelectError, sqlError } from '../../errors.ts';
import type { Query } from '../../query/query.ts';
import type { CsvFormat } from '../../request/settings.ts';
import { columnAt } from './csv-header.ts';

/**
 * Refuses a query that cannot be asked of CSV, whatever the data.
 *
 * @throws SelectError InvalidKeyPath, InvalidTableAlias, InvalidColumnIndex
 */
export function checkCsvQuery({ hasFromPath, fields }: Query, { header }: CsvFormat): void {
  // "This form of the FROM clause works only with JSON objects."
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html#s3-select-sql-reference-from
  if (hasFromPath) {
    throw new SelectError('InvalidKeyPath', 'FROM can have a path behind S3Object[*] only where the input is JSON.');
  }
  // A column of CSV has no members, so what stands before a dot can only be meant for the row's name. Of the service with
  // USE: https://github.com/apache/hadoop/blob/branch-3.3/hadoop-tools/hadoop-aws/src/test/java/org/apache/hadoop/fs/s3a/select/ITestS3Select.java
  const alias = fields.find(({ isQualifier }) => isQualifier);
  if (alias) throw sqlError('InvalidTableAlias', `The row is not called '${alias.name.name}'`, alias.at);
  if (header === 'USE') return;
  for (const { name, at } of fields) {
    if (columnAt(name) >= 0) continue;
    const message = `The column index '${name.name}' is not valid (without FileHeaderInfo USE columns are called _1, _2, …)`;
    throw sqlError('InvalidColumnIndex', message, at);
  }
}
