import { describe, expect, it } from 'vitest';
import { select } from '../select.ts';
import { request } from '../testing/run-select.ts';

const mebibyte = 1024 * 1024;

/** The most that the rows of a run held at once, of those that nobody had taken away yet. */
async function mostWaiting(sql: string, data: Buffer): Promise<number> {
  const idle = process.memoryUsage().arrayBuffers;
  let most = 0;
  let bytes = 0;
  for await (const event of select(chunks(data), request(sql))) {
    most = Math.max(most, process.memoryUsage().arrayBuffers - idle);
    if (event.kind === 'records') bytes += event.bytes.length;
    if (bytes > 300 * mebibyte) break;
  }
  return most;
}

async function* chunks(data: Buffer): AsyncGenerator<Buffer> {
  yield data;
}

describe('what a query puts out', () => {
  it('waits in memory for little of the input at a time, however much a short record becomes', async () => {
    const tinyRecords = Buffer.from('1\n'.repeat(100_000));

    expect(await mostWaiting(`SELECT '${'x'.repeat(100_000)}' FROM S3Object s`, tinyRecords)).toBeLessThan(
      200 * mebibyte,
    );
  });

  it('ends in an error before a row has grown far beyond its limit', async () => {
    const record = Buffer.from(`{"a":"${'x'.repeat(1_000_000)}"}\n`);
    const sql = `SELECT ${Array.from({ length: 1000 }, () => 's.a').join(', ')} FROM S3Object s`;

    await expect(mostWaiting(sql, record)).rejects.toMatchObject({ code: 'OverMaxRecordSize' });
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(200 * mebibyte);
  });
});
