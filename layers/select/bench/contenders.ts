import type { DuckDBConnection } from '@duckdb/node-api';
import { prepare } from '../index.ts';
import type { SelectRequest } from '../request/select-request.ts';
import type { Dragon } from './catalogue.ts';
import type { BenchmarkQuery } from './queries.ts';

/** Rows as they come out of DuckDB, bytes out of the others. */
export interface Answer {
  rows?: number;
  bytes?: number;
}

/** The bytes in chunks of one size, as they would come from S3. */
export async function* chunksOf(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** The engine. */
export async function bySelect(sql: string, format: 'json' | 'csv', chunks: AsyncIterable<Buffer>): Promise<Answer> {
  let bytes = 0;
  for await (const event of prepare(requestOf(sql, format)).run(chunks)) {
    if (event.kind === 'records') bytes += event.bytes.length;
  }
  return { bytes };
}

function requestOf(sql: string, format: 'json' | 'csv'): SelectRequest {
  return {
    Expression: sql,
    ExpressionType: 'SQL',
    InputSerialization: format === 'json' ? { JSON: { Type: 'LINES' } } : { CSV: { FileHeaderInfo: 'USE' } },
    OutputSerialization: format === 'json' ? { JSON: {} } : { CSV: {} },
  };
}

/** What people write instead: cut the text into lines, parse each, filter, put the text out again. */
export async function byHand({ format, byHand }: BenchmarkQuery, chunks: AsyncIterable<Buffer>): Promise<Answer> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let rest = '';
  let parse = format === 'json' ? parseJson : undefined;
  const put = (text: string[]) => (bytes += text.length === 0 ? 0 : Buffer.from(`${text.join('\n')}\n`).length);
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    const out: string[] = [];
    for (const line of lines) {
      if (!parse) {
        parse = csvParser(line);
        continue;
      }
      const text = byHand(parse(line), line);
      if (text !== undefined) out.push(text);
    }
    put(out);
  }
  return { bytes };
}

function parseJson(line: string): Dragon {
  return dragon(JSON.parse(line));
}

/** Takes what was parsed for what the generator made. */
function dragon(value: unknown): Dragon {
  if (isObject(value)) return value;
  throw new Error('A row of the catalogue is no object.');
}

function isObject(value: unknown): value is Dragon {
  return typeof value === 'object' && value !== null;
}

function csvParser(header: string): (line: string) => Dragon {
  const names = header.split(',');
  return (line) => {
    const fields = line.split(',');
    const row: Record<string, string | undefined> = {};
    for (const [i, name] of names.entries()) row[name] = fields[i];
    return dragon(row);
  };
}

/** DuckDB on the same data in a file. Its rows are fetched, and stay in its own vectors: nothing is put out as text. */
export async function byDuckDb(connection: DuckDBConnection, sql: string, table: string): Promise<Answer> {
  const result = await connection.stream(sql.replace(/\bFROM t\b/, `FROM ${table}`));
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return { rows };
    rows += chunk.rowCount;
  }
}
