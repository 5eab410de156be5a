export { SelectError, type SqlPosition } from './errors.ts';
export type { SeekableInput, SelectInput } from './input/select-input.ts';
export type {
  ByteCounts,
  CsvInput,
  CsvOutput,
  InputSerialization,
  OutputSerialization,
  SelectEvent,
  SelectRequest,
} from './request/select-request.ts';
export { prepare, select, type PreparedSelect, type SelectOptions } from './select.ts';
export type {
  SelectObjectContentEventStream,
  SelectObjectContentInput,
  SelectObjectContentOutput,
} from './sdk/answer.ts';
export type { GetObject, ObjectAnswer, ObjectPlace, ResponseMetadata } from './sdk/get-object.ts';
export {
  SelectObjectContentCommand,
  type SelectObjectContentCommandInput,
  type SelectObjectContentCommandOutput,
} from './sdk/select-object-content-command.ts';
export {
  selectObjectContent,
  type S3CommandClient,
  type S3MethodClient,
  type SendOptions,
} from './sdk/select-object-content.ts';
export { tokenize, type Token, type TokenKind } from './sql/lexer.ts';
export {
  encodeContinuation,
  encodeEnd,
  encodeError,
  encodeEvent,
  encodeEventStream,
  type EventStreamOptions,
} from './wire/event-stream.ts';
export { parseSelectRequest } from './wire/request-xml.ts';
export { readXml, type XmlElement } from './wire/xml.ts';
