import { EventStreamCodec } from '@smithy/core/event-streams';
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import type { SelectEvent } from '../request/select-request.ts';
import { collect } from '../testing/run-select.ts';
import { encodeContinuation, encodeEnd, encodeError, encodeEvent, encodeEventStream } from './event-stream.ts';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

const stats: SelectEvent = { kind: 'stats', BytesScanned: 36, BytesProcessed: 36, BytesReturned: 9 };
const progress: SelectEvent = { ...stats, kind: 'progress' };
const records: SelectEvent = { kind: 'records', bytes: Buffer.from('{"a":1}\n') };

// Accepted by the event-stream decoder of @aws-sdk/client-s3 3.1169 [V].
const vectors: [name: string, bytes: Uint8Array, hex: string][] = [
  [
    'End',
    encodeEnd(),
    '0000003800000028c1c684d40d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070003456e64cf97d392',
  ],
  [
    'Cont',
    encodeContinuation(),
    '00000039000000298ba19df20d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070004436f6e749c864a0d',
  ],
  [
    'Records',
    encodeEvent(records),
    '0000006d000000551f81c9ee0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d747970650700075265636f7264730d3a636f6e74656e742d747970650700186170706c69636174696f6e2f6f637465742d73747265616d7b2261223a317d0a4de576a2',
  ],
  [
    'Stats',
    encodeEvent(stats),
    '000000ea00000043e893103d0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479706507000553746174730d3a636f6e74656e742d74797065070008746578742f786d6c3c3f786d6c2076657273696f6e3d22312e302220656e636f64696e673d225554462d38223f3e3c53746174733e3c42797465735363616e6e65643e33363c2f42797465735363616e6e65643e3c427974657350726f6365737365643e33363c2f427974657350726f6365737365643e3c427974657352657475726e65643e393c2f427974657352657475726e65643e3c2f53746174733ec0660371',
  ],
  [
    'error',
    encodeError('CastFailed', 'x'),
    '0000005200000042bf23637e0d3a6d6573736167652d747970650700056572726f720b3a6572726f722d636f646507000a436173744661696c65640e3a6572726f722d6d6573736167650700017869b3d04a',
  ],
];

describe('event-stream messages', () => {
  it.each(vectors)('%s has the bytes of the test vector', (_name, bytes, hex) => {
    expect(Buffer.from(bytes).toString('hex')).toBe(hex);
  });

  it('are what the SDK’s own codec writes', () => {
    for (const event of [records, stats, progress]) {
      const bytes = encodeEvent(event);
      expect(Buffer.from(codec.encode(codec.decode(bytes)))).toEqual(Buffer.from(bytes));
    }
  });

  it('put a message into the header that is safe and not too long', () => {
    const { headers } = codec.decode(encodeError('JSONParsingError', `a\r\nb\u{1F409}${'é'.repeat(70_000)}`));
    const text = String(headers[':error-message']?.value);
    expect(text.startsWith('a  b\u{1F409}é')).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThan(5000);
  });
});

describe('encodeEventStream', () => {
  const typeOf = (bytes: Uint8Array) => {
    const { headers } = codec.decode(bytes);
    return headers[':event-type']?.value ?? headers[':error-code']?.value;
  };
  const encoded = async (events: AsyncIterable<SelectEvent>) => (await collect(encodeEventStream(events))).map(typeOf);

  it('ends in Stats and End', async () => {
    async function* events(): AsyncGenerator<SelectEvent> {
      yield records;
      yield progress;
      yield stats;
    }
    expect(await encoded(events())).toEqual(['Records', 'Progress', 'Stats', 'End']);
  });

  it('ends in an error message, and no End, when the run fails', async () => {
    async function* events() {
      yield records;
      throw new SelectError('JSONParsingError', 'bad');
    }
    expect(await encoded(events())).toEqual(['Records', 'JSONParsingError']);
  });

  it('says nothing about errors that are not of the service', async () => {
    async function* events(): AsyncGenerator<SelectEvent> {
      yield records;
      throw new Error('secret path');
    }
    const messages = await collect(encodeEventStream(events()));
    expect(Buffer.concat(messages).toString()).not.toContain('secret');
    expect(messages.map(typeOf)).toEqual(['Records', 'InternalError']);
  });
});
