import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** The ids that every answer of API Gateway carries. */
export interface AnswerIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

const shortBody = 65_536;

const noBody = Buffer.alloc(0);

/** Writes an answer in one piece, with its length. @returns the bytes of the body */
export function sendAnswer(response: ServerResponse, answer: Answer, ids: AnswerIds): number {
  const body = bodyOf(answer);
  const headers = ['x-amzn-RequestId', ids.requestId, 'x-amz-apigw-id', ids.extendedRequestId];
  for (const [name, value] of answer.headers) headers.push(name, value);
  headers.push('Content-Length', String(body.length));
  response.writeHead(answer.status, headers);
  // A short body goes out in one write with the headers. As Latin-1, which is byte for byte: as UTF-8, Node would encode header values twice.
  if (body.length < shortBody) response.end(body.toString('latin1'), 'latin1');
  else response.end(body);
  return body.length;
}

/** Answers of these statuses end with their headers, so a length of something else would promise bytes that never come (RFC 9110, 8.6). */
function bodyOf({ status, body }: Answer): Buffer {
  if (status === 204 || status === 304) return noBody;
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
}
