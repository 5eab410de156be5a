import { isAnyArrayBuffer } from 'node:util/types';
import { isSeekable, type ByteInput, type SeekableInput, type SelectInput } from './select-input.ts';

/**
 * Makes an input ready to be read. What somebody passes from plain JavaScript, and what comes out of a stream, is looked at: a
 * `Readable` may hold anything, whatever its type says. Texts are taken for the UTF-8 that they stand for.
 *
 * @throws TypeError that says what is wrong, for an input at once, for a chunk when it comes.
 */
export function openInput(input: SelectInput): ByteInput {
  if (input instanceof Uint8Array) return inMemory(input);
  if (!isInput(input)) {
    const wanted = 'a stream or another async iterable of bytes, a Uint8Array, or an object with size() and read()';
    throw new TypeError(`The input must be ${wanted}, not ${nameOf(input)}.`);
  }
  if (!isSeekable(input)) return bytesOf(input);
  return {
    size: () => input.size(),
    read: (start, end) => bytesOf(input.read(start, end), 'What read() of the input returns'),
  };
}

function isInput(input: unknown): input is ByteInput {
  if (typeof input !== 'object' || input === null) return false;
  return Symbol.asyncIterator in input || ('size' in input && 'read' in input);
}

function inMemory(bytes: Uint8Array): SeekableInput {
  return {
    size: () => Promise.resolve(bytes.length),
    // Reads without waiting, but has to look like the others.
    async *read(start, end) {
      if (start < bytes.length) yield bytes.subarray(start, end);
    },
  };
}

function bytesOf(chunks: AsyncIterable<unknown>, name = 'The input'): AsyncIterable<Uint8Array> {
  if (typeof chunks !== 'object' || !(Symbol.asyncIterator in chunks)) {
    throw new TypeError(`${name} must be an async iterable of bytes, not ${nameOf(chunks)}.`);
  }
  return {
    [Symbol.asyncIterator]() {
      const inner = chunks[Symbol.asyncIterator]();
      return {
        async next(): Promise<IteratorResult<Uint8Array, undefined>> {
          const next: IteratorResult<unknown, unknown> = await inner.next();
          return next.done === true ? { done: true, value: undefined } : { done: false, value: toBytes(next.value) };
        },
        async return(): Promise<IteratorResult<Uint8Array, undefined>> {
          await inner.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (isAnyArrayBuffer(chunk)) return new Uint8Array(chunk);
  throw new TypeError(`A chunk of the input must be bytes (a Uint8Array) or a string, not ${nameOf(chunk)}.`);
}

/** What somebody passed, in words. */
function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const { constructor } = value;
  return typeof constructor === 'function' ? `an object of type ${constructor.name}` : 'an object';
}
