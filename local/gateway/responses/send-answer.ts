import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** The ids that every answer of API Gateway carries. */
export interface AnswerIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

/** Writes an answer in one piece, with its length. @returns the bytes of the body */
export function sendAnswer(response: ServerResponse, answer: Answer, ids: AnswerIds): number {
  // Always bytes: Node would write text together with the headers as UTF-8, and encode header values a second time.
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  const headers = ['x-amzn-RequestId', ids.requestId, 'x-amz-apigw-id', ids.extendedRequestId];
  for (const [name, value] of answer.headers) headers.push(name, value);
  headers.push('Content-Length', String(body.length));
  response.writeHead(answer.status, headers);
  if (body.length === 0) response.end();
  else response.end(body);
  return body.length;
}
