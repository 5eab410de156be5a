import { SelectError } from '../../errors.ts';
import type { RowField } from '../../query/row-fields.ts';
import type { MemberName } from '../record.ts';

const position = /^_([1-9][0-9]{0,8})$/;

/**
 * The names of the columns of a CSV object: those of its header, and `_1`, `_2` … for any by its position.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html#s3-select-sql-reference-attribute-access
 */
export class CsvHeader {
  readonly #names: string[];
  readonly #columns = new Map<MemberName, number>();
  readonly #keys: Buffer[] = [];

  /** @param names - the header of the object; empty where it has none, or where it is not to be used. */
  constructor(names: string[] = []) {
    this.#names = names;
  }

  /**
   * Looks for all the fields that a query names, before a row is read: whether a name is known does not depend on the rows.
   * The service answers with MissingHeaders (https://github.com/greenplum-db/gpdb/pull/8775) where its SQL reference has
   * MissingHeaderName.
   *
   * @throws SelectError AmbiguousFieldName, MissingHeaders
   */
  check(fields: RowField[]): void {
    for (const { name } of fields) {
      const column = this.column(name);
      if (column < 0) {
        const message = `Some headers in the query are missing from the file: '${name.name}'. Check the file and try again.`;
        throw new SelectError('MissingHeaders', message);
      }
    }
  }

  /** The column that is called so, counted from 0; -1 when there is none. Fails with AmbiguousFieldName. */
  column(name: MemberName): number {
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = this.#find(name);
      this.#columns.set(name, column);
    }
    return column;
  }

  /** What a column is called; a row may have more than the header, which are then called by their position. */
  name(column: number): string {
    return this.#names[column] ?? `_${column + 1}`;
  }

  /** A column's name with quotes and colon, as it stands in a JSON object. */
  key(column: number): Buffer {
    let key = this.#keys[column];
    if (key === undefined) {
      key = Buffer.from(`${JSON.stringify(this.name(column))}:`);
      this.#keys[column] = key;
    }
    return key;
  }

  #find(name: MemberName): number {
    const column = this.#names.findIndex((header) => name.matches(header));
    if (column < 0) return columnAt(name);
    if (!this.#names.some((header, i) => i > column && name.matches(header))) return column;
    const message = `The field name '${name.name}' matches to multiple fields in the file.`;
    throw new SelectError('AmbiguousFieldName', message);
  }
}

/** The column, counted from 0, that a name such as `_1` means by its position; -1 for any other name. */
export function columnAt({ name }: MemberName): number {
  const digits = position.exec(name)?.[1];
  return digits === undefined ? -1 : Number(digits) - 1;
}
