import { IncompleteAnswerError } from './catalog.ts';

/** One event of a SelectObjectContent answer, as far as rows are concerned. */
export interface SelectEvent {
  readonly Records?: { readonly Payload?: Uint8Array | undefined } | undefined;
  readonly End?: unknown;
}

/**
 * Collects the rows of a SelectObjectContent answer with JSON output and the record delimiter "\n".
 * Events split anywhere, even inside a record or a character, so bytes are joined before they are decoded.
 * @returns the rows in order, without the empty `{}` that a wildcard yields for nothing
 * @throws IncompleteAnswerError when the stream ends without its End event; whatever the stream throws, an in-stream error of the service included
 */
export async function selectRows(events: AsyncIterable<SelectEvent>): Promise<Record<string, unknown>[]> {
  const chunks: Uint8Array[] = [];
  let ended = false;
  for await (const { Records, End } of events) {
    if (Records?.Payload !== undefined) chunks.push(Records.Payload);
    if (End !== undefined) ended = true;
  }
  if (!ended) throw new IncompleteAnswerError('The answer of the query engine has no End event.');
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(parseRow)
    .filter((row) => Object.keys(row).length > 0);
}

function parseRow(line: string): Record<string, unknown> {
  const row: unknown = JSON.parse(line);
  if (typeof row !== 'object' || row === null) throw new IncompleteAnswerError('A row of the answer is not an object.');
  return { ...row };
}
