import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SelectEvent } from './request/select-request.ts';
import { prepare } from './select.ts';
import { chunksOf, lines, request } from './testing/run-select.ts';

const json = lines(
  ...['red', 'black', 're"d', 'red }', 'blue'].map((family, n) => ({ family, n, more: { text: `${family}\n` } })),
  [1, 'red'],
);
const csv = 'family,n\nred,1\n"re""d",2\n"black\nred",3\nblue,4\n';
const csvInput = { FileHeaderInfo: 'USE', AllowQuotedRecordDelimiter: true } as const;

/** Queries that take different ways through the engine, with what they are asked of. */
const prepared = [
  { sql: 'SELECT COUNT(*) FROM S3Object s', data: json },
  { sql: 'SELECT * FROM S3Object s', data: json },
  { sql: `SELECT s.n FROM S3Object s WHERE s.family = 'red'`, data: json },
  { sql: `SELECT s.n, s.more FROM S3Object s WHERE s.family LIKE '%_ed' || '%'`, data: json },
  { sql: 'SELECT SUM(s.n), MAX(s.family) FROM S3Object s WHERE s.n > 0', data: json },
  { sql: `SELECT * FROM S3Object s WHERE s.family LIKE 'r_%d'`, data: csv, csv: csvInput },
].map(({ sql, data, ...options }) => ({ data, query: prepare(request(sql, options), { eager: true }) }));

async function outputOf(events: AsyncIterable<SelectEvent>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const event of events) if (event.kind === 'records') parts.push(event.bytes);
  return Buffer.concat(parts).toString();
}

describe('a prepared request', () => {
  it('gives the same in runs at the same time, whichever of them goes on next', async () => {
    const alone = await Promise.all(prepared.map(({ query, data }) => outputOf(query.run(chunksOf(data)))));
    const pick = fc.nat(prepared.length - 1);
    await fc.assert(
      fc.asyncProperty(
        fc.array(pick, { minLength: 2, maxLength: 5 }),
        fc.array(fc.nat(200)),
        fc.array(fc.nat(4)),
        async (picks, cuts, order) => {
          const runs = picks.map((at) => {
            const { query, data } = prepared[at]!;
            return { at, events: query.run(chunksOf(data, cuts)), parts: [] as Uint8Array[] };
          });
          for (const turn of order) {
            const { events, parts } = runs[turn % runs.length]!;
            const { value } = await events.next();
            if (value?.kind === 'records') parts.push(value.bytes);
          }

          const outputs = await Promise.all(
            runs.map(async ({ events, parts }) => Buffer.concat(parts).toString() + (await outputOf(events))),
          );
          expect(outputs).toEqual(picks.map((at) => alone[at]));
        },
      ),
      { numRuns: 300 },
    );
  });
});
