import { asText } from './as-text.ts';

/**
 * The `$util` of a mapping template.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference
 */
export const templateUtil = {
  escapeJavaScript: (value: unknown): string => asText(value).replace(/["'\\/\u0000-\u001f]|[^\x20-\x7e]/g, escaped),
  parseJson: (value: unknown): unknown => JSON.parse(asText(value)),
  urlEncode: (value: unknown): string => encodeURIComponent(asText(value).toWellFormed()).replaceAll('%20', '+'),
  urlDecode: (value: unknown): string => decodeURIComponent(asText(value).replaceAll('+', ' ')),
  base64Encode: (value: unknown): string => Buffer.from(asText(value), 'utf8').toString('base64'),
  base64Decode: (value: unknown): string => Buffer.from(asText(value), 'base64').toString('utf8'),
};

const named = new Map([
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** `escapeJavaScript` escapes the apostrophe too, which makes invalid JSON: the documentation tells to undo it. */
function escaped(character: string): string {
  if (/["'\\/]/.test(character)) return `\\${character}`;
  return named.get(character) ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
