import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** Makes Parquet files with DuckDB, and asks it what is in them. */
export class DuckDbParquet {
  readonly #connection: DuckDBConnection;
  readonly #folder = mkdtempSync(join(tmpdir(), 'select-parquet-'));
  #files = 0;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(): Promise<DuckDbParquet> {
    const instance = await DuckDBInstance.create();
    return new DuckDbParquet(await instance.connect());
  }

  /** The bytes of a file with the rows of a query, written as the options of COPY say. */
  async write(rows: string, options = ''): Promise<{ bytes: Buffer; path: string }> {
    const path = join(this.#folder, `${String((this.#files += 1))}.parquet`);
    await this.#connection.run(`COPY (${rows}) TO '${path}' (FORMAT parquet${options && `, ${options}`})`);
    return { bytes: readFileSync(path), path };
  }

  /** What a query that begins with `SELECT` answers, each row as JSON. */
  async ask(sql: string): Promise<unknown[]> {
    const reader = await this.#connection.runAndReadAll(`SELECT to_json(row) FROM (${sql}) AS row`);
    return reader.getRows().map(([text]) => JSON.parse(String(text)) as unknown);
  }

  close(): void {
    this.#connection.closeSync();
    rmSync(this.#folder, { recursive: true });
  }
}
