/** What a terminal would obey (control characters), what turns the order of letters round, and what is no character at all. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * A text from a file or from a service as it may be written to a terminal: on one line, and without anything that the terminal would obey.
 * @param longest in characters; a longer text is cut
 */
export function printable(text: string, longest = 200): string {
  // Twice as many UTF-16 units hold that many characters in any case, so a text of megabytes is not spread out.
  const characters = Array.from(text.slice(0, longest * 2));
  const isCut = characters.length > longest || text.length > longest * 2;
  const shown = isCut ? `${characters.slice(0, longest).join('')}…` : text;
  return shown.replaceAll(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
