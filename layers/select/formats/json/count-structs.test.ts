import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StructCounter } from './count-structs.ts';

/** Where the counter stops in some lines, and how many it counts before. */
function count(lines: string) {
  const bytes = Buffer.from(lines);
  const counter = new StructCounter();
  counter.open(bytes, 0, bytes.length);
  return counter.count(0, 1000);
}

describe('telling from its braces that a line is one struct', () => {
  it.each([
    '{}\n',
    '{"a":1}\n',
    '{"a":1}\r\n',
    '{"a":{"b":[{"c":1}]},"d":2}\n',
    '{"a":"},"}\n',
    '{"a":1}\n{}\n{"b":2}\n',
  ])('%j is counted', (lines) => {
    expect(count(lines)).toEqual({ structs: lines.split('\n').length - 1, at: lines.length });
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
    expect(count(`{}\n${line}{}\n`)).toEqual({ structs: 1, at: 3 });
  });

  it('leaves a line that is too long to whoever fails with it', () => {
    expect(count(`{}\n{"a":"${'x'.repeat(1000)}"}\n`)).toEqual({ structs: 1, at: 3 });
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
        const { structs } = count(line);
        expect(structs === 0 || values.length === 1).toBe(true);
      }),
    );
  });
});
