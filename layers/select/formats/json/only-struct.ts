const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const comma = 0x2c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * The end of the line (the place of its line feed) at `start`, if a look at its braces tells that it holds one struct and nothing else; -1 where only parsing can
 * tell. The line must be followed by a line feed.
 *
 * A `}` that closes the struct can be followed by nothing but blanks and the next value of the line, and no value begins with `}`,
 * `]` or `,`: as long as one of those follows, the struct is still open. So in valid JSON the struct ends with the line when each `}` before the last
 * byte is followed by one of them; a `}` inside a string may only make the answer -1. That the line feed is the first one has
 * to be looked at too: a faulty line without any `}` would else be taken for one with the next, if that is in the same chunk.
 */
export function endOfOnlyStruct(bytes: Buffer, start: number): number {
  if (bytes[start] !== openBrace) return -1;
  for (let brace = bytes.indexOf(closeBrace, start); brace >= 0; brace = bytes.indexOf(closeBrace, brace + 1)) {
    const next = bytes[brace + 1];
    if (next === lineFeed) return bytes.indexOf(lineFeed, start) === brace + 1 ? brace + 1 : -1;
    if (next === carriageReturn) return bytes.indexOf(lineFeed, start) === brace + 2 ? brace + 2 : -1;
    if (next !== closeBrace && next !== closeBracket && next !== comma) return -1;
  }
  return -1;
}
