/** Letters that are written from right to left, and signs that make others so (https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types). */
const rightToLeft =
  /[\u0590-\u08FF\u200F\u202B\u202E\u2067\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A text for the middle of a sentence: its direction of writing stays its own (FIRST STRONG ISOLATE to POP DIRECTIONAL ISOLATE,
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), as `<bdi>` does where there can be an element.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
