export { SelectError, type SqlPosition } from './errors.ts';
export type { SeekableInput, SelectInput } from './input.ts';
export type {
  ByteCounts,
  CsvInput,
  CsvOutput,
  InputSerialization,
  OutputSerialization,
  SelectEvent,
  SelectRequest,
} from './request.ts';
export { prepare, select, type PreparedSelect } from './select.ts';
export {
  selectObjectContent,
  type GetObject,
  type ObjectPlace,
  type SelectObjectContentEvent,
  type SelectObjectContentInput,
  type SelectObjectContentOutput,
} from './select-object-content.ts';
export { tokenize, type Token, type TokenKind } from './sql/lexer.ts';
export { encodeContinuation, encodeEnd, encodeError, encodeEvent, encodeEventStream } from './wire/event-stream.ts';
export { parseSelectRequest } from './wire/request-xml.ts';
export { readXml, type XmlElement } from './wire/xml.ts';
