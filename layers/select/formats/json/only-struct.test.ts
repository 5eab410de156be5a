import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfOnlyStruct } from './only-struct.ts';

describe('telling from its braces that a line is one struct', () => {
  it.each([
    ['{}\n', 2],
    ['{"a":1}\n', 7],
    ['{"a":1}\r\n', 8],
    ['{"a":{"b":[{"c":1}]},"d":2}\n', 27],
    ['{"a":"},"}\n', 10],
  ])('%j is', (line, end) => {
    expect(endOfOnlyStruct(Buffer.from(line), 0)).toBe(end);
  });

  it.each([
    '{"a":1} {"a":2}\n',
    '{"a":1}{"a":2}\n',
    '{"a":1}[]\n',
    '{"a":"}"}\n',
    '{"a":1} 2\n',
    ' {"a":1}\n',
    '[{"a":1}]\n',
    '1\n',
    '\n',
    '"}"\n',
    '{"a":"} "}\n',
    '{"a":1} \n',
    '{"a":\n"b":1}\n',
    '{"a":{},\n"b":1}\r\n',
  ])('%j is left to the parser', (line) => {
    expect(endOfOnlyStruct(Buffer.from(line), 0)).toBe(-1);
  });

  it('never takes several values for one', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.dictionary(fc.constantFrom('a', '}', '},'), fc.constantFrom('}', '},', '{')),
    );
    const blank = fc.constantFrom('', ' ', '\t', '\r');
    fc.assert(
      fc.property(fc.array(fc.tuple(value, blank), { minLength: 1, maxLength: 4 }), (values) => {
        const line = `${values.map(([item, after]) => JSON.stringify(item) + after).join('')}\n`;
        const end = endOfOnlyStruct(Buffer.from(line), 0);
        expect(end === -1 || (values.length === 1 && end === Buffer.byteLength(line) - 1)).toBe(true);
      }),
    );
  });
});
