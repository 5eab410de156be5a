/**
 * The form in which texts are compared: the contract's filters ignore case, and so does what counts and suggests. Blanks around a text and
 * the way in which the same letter is written do not matter either.
 */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
