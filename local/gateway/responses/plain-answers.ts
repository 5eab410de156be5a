import type { Answer } from './answer.ts';

/** What stands in front of every API answers in plain text, without CORS headers; gateway responses do not apply to it. */
function plain(status: number, body: string): Answer {
  return { status, headers: [['Content-Type', 'text/plain']], body };
}

/** Captured in October 2026. */
export const payloadTooLarge = plain(413, 'HTTP content length exceeded 10485760 bytes.');
/** From one report; the documentation gives the limit but not the answer. */
export const headersTooLarge = plain(431, 'HTTP header is larger than 10240 bytes.');
/** The limit is documented, the answer is not: RFC 9110, 15.5.15. */
export const uriTooLong = plain(414, 'Request URI too long');
