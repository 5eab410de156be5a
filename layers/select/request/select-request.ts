/**
 * The fields of a `SelectObjectContent` request, called as AWS calls them, so that a request made for the AWS SDK is one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html
 */
export interface SelectRequest {
  Expression?: string | undefined;
  ExpressionType?: 'SQL' | undefined;
  InputSerialization?: InputSerialization | undefined;
  OutputSerialization?: OutputSerialization | undefined;
  RequestProgress?: { Enabled?: boolean | undefined } | undefined;
  ScanRange?: { Start?: number | undefined; End?: number | undefined } | undefined;
}

/** What the object is. https://docs.aws.amazon.com/AmazonS3/latest/API/API_InputSerialization.html */
export interface InputSerialization {
  CompressionType?: 'NONE' | 'GZIP' | 'BZIP2' | undefined;
  JSON?: { Type?: 'DOCUMENT' | 'LINES' | undefined } | undefined;
  CSV?: CsvInput | undefined;
  Parquet?: object | undefined;
}

/** How CSV is read. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html */
export interface CsvInput {
  FileHeaderInfo?: 'NONE' | 'USE' | 'IGNORE' | undefined;
  Comments?: string | undefined;
  QuoteEscapeCharacter?: string | undefined;
  RecordDelimiter?: string | undefined;
  FieldDelimiter?: string | undefined;
  QuoteCharacter?: string | undefined;
  AllowQuotedRecordDelimiter?: boolean | undefined;
}

/** What the rows become. https://docs.aws.amazon.com/AmazonS3/latest/API/API_OutputSerialization.html */
export interface OutputSerialization {
  JSON?: { RecordDelimiter?: string | undefined } | undefined;
  CSV?: CsvOutput | undefined;
}

/** How CSV is written. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html */
export interface CsvOutput {
  QuoteFields?: 'ASNEEDED' | 'ALWAYS' | undefined;
  QuoteEscapeCharacter?: string | undefined;
  RecordDelimiter?: string | undefined;
  FieldDelimiter?: string | undefined;
  QuoteCharacter?: string | undefined;
}

/** How far a run has come, in bytes: read, read after decompression, and put out. */
export interface ByteCounts {
  BytesScanned: number;
  BytesProcessed: number;
  BytesReturned: number;
}

/** What a run yields: `records` (the bytes may end anywhere, inside a character even), and at the end `stats` once. */
export type SelectEvent =
  { kind: 'records'; bytes: Uint8Array } | ({ kind: 'progress' } & ByteCounts) | ({ kind: 'stats' } & ByteCounts);
