const backslash = 0x5c;
const u = 0x75;

/** 1 for the characters that make an escape of two: a quote, `n` and the like (RFC 8259, section 7). */
const shortEscapes = new Uint8Array(256);
for (const c of Buffer.from('"\\/bfnrt')) shortEscapes[c] = 1;

/** The length of the escape in a JSON string that begins at a place and ends before `end`; 0 where none does. */
export function escapeLength(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== backslash || start + 1 >= end) return 0;
  const c = bytes[start + 1] ?? 0;
  if (shortEscapes[c] === 1) return 2;
  if (c !== u || start + 6 > end) return 0;
  for (let at = start + 2; at < start + 6; at += 1) if (!isHex(bytes[at] ?? 0)) return 0;
  return 6;
}

function isHex(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);
}
