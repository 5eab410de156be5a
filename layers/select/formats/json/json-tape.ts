/**
 * What a node of the tape is: of the list of a value's tokens that `JsonScanner` makes and `JsonRecord` reads. Numbers are told
 * apart here because it decides their type: `1` int, `1.0` decimal.
 */
export const struct = 1;
export const list = 2;
export const string = 3;
export const int = 4;
export const decimalNumber = 5;
export const trueLiteral = 6;
export const falseLiteral = 7;
export const nullLiteral = 8;

/** Added to a string with escapes, and to a struct or list with blanks between its tokens. */
export const unclean = 16;
/** What a node is without that mark. */
export const kindMask = 15;

/** Four numbers a node: kind, first byte, byte after the last, and the node that follows it and all inside it. */
export const stride = 4;
