/** Texts that something on the way could take for its own: quotes, languages, expressions, scripts. All fit into a name. */
export const awkwardNames: readonly string[] = [
  `Quo"te'd \\ \`dragon\``,
  '{"S":"json","N":1}',
  '${x} $x #x :x $.x $$ $states.input',
  '{% $states.input.reportId %}',
  '{%',
  'attribute_exists(pk) OR :x <> :y',
  "x' OR '1'='1' -- ; DROP TABLE",
  '%_*?[a-z]^|&<>!',
  '🐉👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 family',
  'تنين עברית 龙 드래곤 дракон',
  'ab\u202ecd\u202c\u200f',
  // Combining forms: two marks in an order that normalising would change.
  'q\u0307\u0323 e\u0301 \u0041\u030a',
  '\ufeffMarked \u200bzero width\u00a0blank',
  '100% + a+b %2B %25 ~',
  '. ..',
  '__proto__',
  'null',
];

/** Texts for descriptions: the names' and what no name may hold. */
export const awkwardDescriptions: readonly string[] = [
  'Two\nlines\r\nand\ta tab / with a slash',
  'control \u0001\u0007\u001b[31m\u007f characters \u0085\u2028\u2029',
  '\u0000 at the beginning',
  'x'.repeat(1000),
  '🐉'.repeat(1000),
  'e\u0301'.repeat(500),
  '"'.repeat(1000),
  '\\'.repeat(1000),
  '\n'.repeat(999) + '.',
  `{"dragon":{"S":"${'x'.repeat(100)}"}}\n{"next":"line"}\n`,
  '","nameKey":"aaa","familyKey":"',
  '<script>alert("&amp;")</script> ]]> <![CDATA[ </Message>',
];
