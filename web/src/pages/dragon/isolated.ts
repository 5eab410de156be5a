/**
 * A text for the middle of a sentence: its direction of writing stays its own (FIRST STRONG ISOLATE to POP DIRECTIONAL ISOLATE,
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), as `<bdi>` does where there can be an element.
 */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
