import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { select } from '../select.ts';
import { collect, request } from '../testing/run-select.ts';
import type { SelectInput } from './select-input.ts';

const text = '{"a":"é"}\n{"a":2}\n';

async function rows(input: SelectInput, sql = 'SELECT * FROM S3Object s'): Promise<string> {
  const events = await collect(select(input, request(sql)));
  return Buffer.concat(events.flatMap((event) => (event.kind === 'records' ? [event.bytes] : []))).toString();
}

describe('the input of a run', () => {
  it.each<[string, SelectInput]>([
    ['a stream of bytes', Readable.from([Buffer.from(text)])],
    ['a stream of texts', Readable.from([text.slice(0, 7), text.slice(7)])],
    ['a stream of array buffers', Readable.from([Uint8Array.from(Buffer.from(text)).buffer])],
    ['bytes in memory', Buffer.from(text)],
    ['a web stream', new Blob([text]).stream()],
  ])('may be %s', async (_, input) => {
    expect(await rows(input)).toBe(text);
  });

  it('may be in memory for a scan range, too', async () => {
    const ranged = { ...request('SELECT * FROM S3Object s'), ScanRange: { End: 9 } };
    const events = await collect(select(Buffer.from(text), ranged));

    expect(events).toContainEqual({ kind: 'records', bytes: Buffer.from('{"a":2}\n') });
  });

  it.each<[unknown, RegExp]>([
    [text, /not string\./],
    [undefined, /not undefined\./],
    [null, /not null\./],
    [[Buffer.from(text)], /not an object of type Array\./],
    [Readable.from([{ id: 1 }]), /A chunk of the input must be bytes .*, not an object of type Object\./],
    [
      { size: () => Promise.resolve(1), read: () => Buffer.from('1') },
      /read\(\) of the input .* not an object of type/,
    ],
  ])('is refused in words when it is something else (%#)', async (input, message) => {
    const error: unknown = await rows(input as SelectInput).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toMatch(message);
  });
});
