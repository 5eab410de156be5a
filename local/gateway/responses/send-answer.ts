import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** The ids that every answer of API Gateway carries. */
export interface AnswerIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

/** Writes an answer in one piece, with its length. @returns the bytes of the body */
export function sendAnswer(response: ServerResponse, answer: Answer, ids: AnswerIds): number {
  const length = typeof answer.body === 'string' ? Buffer.byteLength(answer.body) : answer.body.length;
  const headers = ['x-amzn-RequestId', ids.requestId, 'x-amz-apigw-id', ids.extendedRequestId];
  for (const [name, value] of answer.headers) headers.push(name, value);
  headers.push('Content-Length', String(length));
  response.writeHead(answer.status, headers);
  response.end(answer.body);
  return length;
}
