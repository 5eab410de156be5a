import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IncompleteAnswerError } from './catalog.ts';
import { selectRows, type SelectEvent } from './select-rows.ts';

async function* stream(...events: SelectEvent[]): AsyncIterable<SelectEvent> {
  yield* events;
}

const records = (payload: Uint8Array | string): SelectEvent => ({
  Records: { Payload: typeof payload === 'string' ? Buffer.from(payload) : payload },
});

describe('rows of a select answer', () => {
  it('are the same wherever records and characters are split over events', async () => {
    const rows = [{ name: 'Zoë 🐉' }, { name: "O'Brien", n: 1 }];
    const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const parts = edges.slice(1).map((end, index) => records(bytes.subarray(edges[index], end)));

        expect(await selectRows(stream(...parts, { End: {} }))).toEqual(rows);
      }),
    );
  });

  it('leave out the empty row that a wildcard yields for nothing', async () => {
    expect(await selectRows(stream(records('{}\n'), { End: {} }))).toEqual([]);
  });

  it('are none when there is no Records event', async () => {
    expect(await selectRows(stream({}, { End: {} }))).toEqual([]);
  });

  it('are not given out when the End event is missing', async () => {
    await expect(selectRows(stream(records('{"a":1}\n')))).rejects.toThrow(IncompleteAnswerError);
  });

  it('are not given out when the stream breaks with an error event', async () => {
    async function* broken(): AsyncIterable<SelectEvent> {
      yield records('{"a":1}\n');
      throw Object.assign(new Error('try later'), { name: 'InternalError' });
    }

    await expect(selectRows(broken())).rejects.toThrow('try later');
  });

  it('must be objects', async () => {
    await expect(selectRows(stream(records('1\n'), { End: {} }))).rejects.toThrow(IncompleteAnswerError);
  });
});
