import fc from 'fast-check';

/** One change of a text or of some bytes; places are taken by their remainder. */
export interface Mutation {
  kind: 'flip' | 'cut' | 'repeat' | 'insert' | 'end' | 'swap';
  at: number;
  length: number;
  value: number;
}

/** A few changes, one after the other. */
export const mutations = fc.array(
  fc.record({
    kind: fc.constantFrom<Mutation['kind'][]>('flip', 'cut', 'repeat', 'insert', 'end', 'swap'),
    at: fc.nat(1_000_000),
    length: fc.oneof(fc.nat(4), fc.nat(40)),
    value: fc.nat(255),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Bytes, each of which is often one that means something where it does not belong. */
const bytes = Buffer.from('"\\{}[],:\n\r \0\x01uU,;#\'\xff\xc3\xed\xf0\x80\x1f-+.eE019', 'latin1');

/** A copy of the bytes with some bits flipped, stretches left out, repeated or swapped, bytes put in, or the end cut off. */
export function mutatedBytes(source: Uint8Array, edits: Mutation[]): Buffer {
  let data = Buffer.from(source);
  for (const { kind, at, length, value } of edits) {
    const place = at % (data.length + 1);
    const before = data.subarray(0, place);
    const stretch = data.subarray(place, place + length);
    const after = data.subarray(place + length);
    if (kind === 'flip') data = Buffer.concat([before, stretch.map((byte) => byte ^ (1 << (value % 8))), after]);
    else if (kind === 'cut') data = Buffer.concat([before, after]);
    else if (kind === 'repeat') data = Buffer.concat([before, stretch, stretch, after]);
    else if (kind === 'insert') data = Buffer.concat([before, Buffer.of(bytes[value % bytes.length]!), stretch, after]);
    else if (kind === 'end') data = Buffer.from(before);
    else data = Buffer.concat([stretch, before, after]);
  }
  return data;
}

/** The same of a text, into which pieces of its language are put. */
export function mutatedText(source: string, edits: Mutation[], pieces: string[]): string {
  let text = source;
  for (const { kind, at, length, value } of edits) {
    const place = at % (text.length + 1);
    const before = text.slice(0, place);
    const stretch = text.slice(place, place + length);
    const after = text.slice(place + length);
    if (kind === 'flip')
      text =
        before + String.fromCharCode((text.charCodeAt(place) || 0x20) ^ (1 << (value % 8))) + text.slice(place + 1);
    else if (kind === 'cut') text = before + after;
    else if (kind === 'repeat') text = before + stretch + stretch + after;
    else if (kind === 'insert') text = before + (pieces[value % pieces.length] ?? '') + stretch + after;
    else if (kind === 'end') text = before;
    else text = stretch + before + after;
  }
  return text;
}
