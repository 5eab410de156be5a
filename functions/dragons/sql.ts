/**
 * A typed builder of S3 Select SQL. The service has no bind parameters, so this is the one place where a value becomes part
 * of a statement, and the only things it can become are one string literal or one number.
 */

/** A condition; made by the functions below only. */
export interface Condition {
  readonly sql: string;
}

/** A text cannot stand in S3 Select's SQL. */
export class UnquotableTextError extends Error {
  override readonly name = 'UnquotableTextError';
}

/** The longest expression that S3 Select takes, in UTF-8 bytes
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html). */
const maximumBytes = 256 * 1024;

/**
 * A text as a string literal. The quote is doubled; nothing else is special in a literal, a backslash least of all.
 * @throws UnquotableTextError for control characters (S3 Select does not promise to take newlines) and lone surrogates (not UTF-8)
 */
export function literal(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new UnquotableTextError('A control character cannot stand in a query.');
  if (!text.isWellFormed()) throw new UnquotableTextError('A lone surrogate cannot stand in a query.');
  return `'${text.replaceAll("'", "''")}'`;
}

/** A column of the catalogue, quoted: matched exactly, and never a reserved word. */
function column(name: string): string {
  return `s."${name.replaceAll('"', '""')}"`;
}

/** `column = 'text'` */
export function equals(name: string, text: string): Condition {
  return { sql: `${column(name)} = ${literal(text)}` };
}

/** `column > 'text'` */
export function greaterThan(name: string, text: string): Condition {
  return { sql: `${column(name)} > ${literal(text)}` };
}

/** Whether a column contains the text, whatever wildcards the text holds. */
export function contains(name: string, text: string): Condition {
  const pattern = text.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return { sql: `${column(name)} LIKE ${literal(`%${pattern}%`)} ESCAPE '\\'` };
}

/** Whether one of the conditions holds. */
export function anyOf(...conditions: [Condition, ...Condition[]]): Condition {
  return { sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})` };
}

/**
 * A whole query: rows of the object for which all conditions hold, as they come, up to a number.
 * @throws RangeError when the statement is longer than S3 Select takes
 */
export function selectFrom(columns: readonly string[], conditions: readonly Condition[], limit: number): string {
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
  const sql = `SELECT ${columns.map(column).join(', ')} FROM S3Object s${where} LIMIT ${wholeNumber(limit)}`;
  if (Buffer.byteLength(sql) > maximumBytes) throw new RangeError('The query is longer than S3 Select takes (256 KB).');
  return sql;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a number of rows.`);
  return String(value);
}
