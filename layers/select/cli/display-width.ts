const wide =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303E\uFF01-\uFF60]/u;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns of a terminal a text takes: two for an emoji or a letter of East Asia, one for any other with all its marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of characters.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}
