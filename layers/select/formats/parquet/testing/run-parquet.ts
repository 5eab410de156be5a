import { SelectError } from '../../../errors.ts';
import type { SeekableInput, SelectInput } from '../../../input/select-input.ts';
import type { ByteCounts, SelectRequest } from '../../../request/select-request.ts';
import { select } from '../../../select.ts';

/** An object in memory that notes what is read of it. */
export class NotedObject implements SeekableInput {
  readonly bytes: Buffer;
  readonly reads: { start: number; end: number }[] = [];

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  size(): Promise<number> {
    return Promise.resolve(this.bytes.length);
  }

  async *read(start: number, end = this.bytes.length): AsyncGenerator<Uint8Array, void, undefined> {
    this.reads.push({ start, end });
    for (let at = start; at < end; at += 10_000) yield this.bytes.subarray(at, Math.min(at + 10_000, end));
  }

  get bytesRead(): number {
    return this.reads.reduce((sum, { start, end }) => sum + end - start, 0);
  }
}

/** Everything that a query over Parquet puts out, and the error it ends in. */
export async function outcomeOfParquet(sql: string, input: SelectInput | Buffer, more: Partial<SelectRequest> = {}) {
  let output = '';
  let stats: ByteCounts | undefined;
  let error: SelectError | undefined;
  const request = {
    Expression: sql,
    ExpressionType: 'SQL' as const,
    InputSerialization: { Parquet: {} },
    OutputSerialization: { JSON: {} },
    ...more,
  };
  try {
    const object = Buffer.isBuffer(input) ? new NotedObject(input) : input;
    for await (const event of select(object, request)) {
      if (event.kind === 'records') output += Buffer.from(event.bytes).toString();
      if (event.kind === 'stats') stats = event;
    }
  } catch (caught) {
    if (!(caught instanceof SelectError)) throw caught;
    error = caught;
  }
  return { output, stats, error };
}

/** The rows that a query over Parquet puts out. */
export async function rowsOf(sql: string, input: SelectInput | Buffer): Promise<unknown[]> {
  const { output, error } = await outcomeOfParquet(sql, input);
  if (error) throw error;
  return output.split('\n').slice(0, -1).map((line) => JSON.parse(line) as unknown); // prettier-ignore
}
