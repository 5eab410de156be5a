/** A request that has been checked and has its defaults filled in. */
export interface Settings {
  expression: string;
  compression: 'NONE' | 'GZIP' | 'BZIP2';
  input: InputFormat;
  output: OutputFormat;
  scanRange: ScanRange | undefined;
  reportsProgress: boolean;
}

/** How the object is read. */
export type InputFormat = JsonFormat | CsvFormat | { kind: 'parquet' };

/** How JSON is read. https://docs.aws.amazon.com/AmazonS3/latest/API/API_JSONInput.html */
export interface JsonFormat {
  kind: 'json';
  type: 'DOCUMENT' | 'LINES';
}

/** How CSV is read. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html */
export interface CsvFormat {
  kind: 'csv';
  header: 'NONE' | 'USE' | 'IGNORE';
  fieldDelimiter: string;
  recordDelimiter: string;
  /** Undefined where fields cannot be quoted. */
  quote: string | undefined;
  quoteEscape: string | undefined;
  /** The first character of a line that is no record. */
  comment: string | undefined;
  allowsQuotedRecordDelimiter: boolean;
}

/** How rows are written. */
export type OutputFormat = { kind: 'json'; recordDelimiter: string } | CsvOutputFormat;

/** How CSV is written. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html */
export interface CsvOutputFormat {
  kind: 'csv';
  quoteFields: 'ASNEEDED' | 'ALWAYS';
  fieldDelimiter: string;
  recordDelimiter: string;
  quote: string;
  quoteEscape: string;
}

/**
 * The records whose first byte lies between two places, both counted from 0 and included.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ScanRange.html
 */
export type ScanRange =
  | { kind: 'from'; start: number; end: number | undefined }
  /** `End` alone: that many bytes at the end of the object. */
  | { kind: 'last'; bytes: number };
