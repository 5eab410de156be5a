/**
 * The form of a text in which it is searched: Unicode NFC, lower case, every run of white space or control characters as one blank.
 * Queries compare folded texts in code-point order, so no engine's idea of case or collation matters, and a literal
 * never holds a character that S3 Select's SQL does not take.
 */
export function folded(text: string): string {
  return (
    text
      .normalize('NFC')
      // Unicode's own mapping, not a language's: "I" is "i" everywhere.
      .toLowerCase()
      .normalize('NFC')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
  );
}

/** Compares two texts in the order of their code points (which is not JavaScript's: that compares UTF-16 units). */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    // Units of surrogate pairs stand for code points above all others, though their numbers are below U+E000.
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2000 : unit >= 0xe000 ? unit - 0x800 : unit;
}
