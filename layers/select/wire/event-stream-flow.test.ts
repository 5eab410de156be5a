import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SelectEvent } from '../request/select-request.ts';
import { select } from '../select.ts';
import { collect, request } from '../testing/run-select.ts';
import { encodeContinuation, encodeEnd, encodeEvent, encodeEventStream } from './event-stream.ts';

const records: SelectEvent = { kind: 'records', bytes: Buffer.from('{"a":1}\n') };

afterEach(() => vi.useRealTimers());

/** Resolves after that time of the (fake) clock. */
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('Cont messages', () => {
  it('are sent for every while in which there is nothing to send', async () => {
    vi.useFakeTimers();
    async function* slow(): AsyncGenerator<SelectEvent> {
      await after(2500);
      yield records;
      await after(500);
      yield records;
    }
    const messages = collect(encodeEventStream(slow(), { continueAfter: 1000 }));
    await vi.advanceTimersByTimeAsync(3500);

    const [cont, row] = [encodeContinuation(), encodeEvent(records)];
    expect(await messages).toEqual([cont, cont, row, row, encodeEnd()]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are followed by the error of a run that fails in the end', async () => {
    vi.useFakeTimers();
    async function* failing(): AsyncGenerator<SelectEvent> {
      await after(1500);
      yield* [];
      throw new Error('reset');
    }
    const messages = collect(encodeEventStream(failing(), { continueAfter: 1000 }));
    await vi.advanceTimersByTimeAsync(2000);

    expect((await messages).map((message) => Buffer.from(message).toString().includes('InternalError'))).toEqual([
      false,
      true,
    ]);
  });

  it('let somebody leave who waits for nothing else', async () => {
    vi.useFakeTimers();
    let resume = (): void => undefined;
    let isLeft = false;
    async function* stalled(): AsyncGenerator<SelectEvent> {
      try {
        yield records;
        await new Promise<void>((resolve) => (resume = resolve));
        yield records;
      } finally {
        isLeft = true;
      }
    }
    const messages = encodeEventStream(stalled(), { continueAfter: 1000 });
    await messages.next();
    const cont = messages.next();
    const left = messages.return();
    await vi.advanceTimersByTimeAsync(1000);

    expect(await cont).toEqual({ done: false, value: encodeContinuation() });
    expect(await left).toEqual({ done: true, value: undefined });
    resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(isLeft).toBe(true);
  });
});

describe('a server that pipes an answer', () => {
  const row = Buffer.from(`${JSON.stringify({ text: 'x'.repeat(1000) })}\n`.repeat(100));

  /** Answers with all rows of an endless object; tells how many chunks of it were read, and when it was left. */
  async function serve(use: (url: string, seen: { chunks: number; left: Promise<void> }) => Promise<void>) {
    let leave = (): void => undefined;
    const seen = { chunks: 0, left: new Promise<void>((resolve) => (leave = resolve)) };
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (; ; seen.chunks += 1) yield row;
      } finally {
        leave();
      }
    }
    const server = createServer((_, response) => {
      pipeline(encodeEventStream(select(endless(), request('SELECT * FROM S3Object'))), response).catch(
        () => undefined,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      await use(`http://127.0.0.1:${port}`, seen);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('leaves the object when the client does', async () => {
    await serve(async (url, seen) => {
      const [response] = (await once(get(url), 'response')) as [IncomingMessage];
      await once(response, 'data');
      response.destroy();

      await seen.left;
    });
  });

  it('reads no faster than the client', async () => {
    await serve(async (url, seen) => {
      const [response] = (await once(get(url), 'response')) as [IncomingMessage];
      await once(response, 'readable');
      let before = -1;
      await vi.waitUntil(
        () => {
          const isStill = seen.chunks === before;
          before = seen.chunks;
          return isStill;
        },
        { timeout: 15_000 },
      );

      // What stands between the two are the buffers of the sockets; an endless object would fill more than any of them.
      expect(seen.chunks * row.length).toBeLessThan(64 * 1024 * 1024);
      response.destroy();
      await seen.left;
    });
  });
});
