import { createHash } from 'node:crypto';
import { sqsError } from './errors.ts';

/** What XML 1.0 cannot hold, which SQS does not take although it speaks JSON. https://www.w3.org/TR/REC-xml/#charsets */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u;

/**
 * Checks that a text has only characters that SQS takes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 * @throws ServiceError `InvalidMessageContents`
 */
export function checkCharacters(text: string): void {
  const found = forbidden.exec(text);
  if (found === null) return;
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0');
  throw sqsError(
    'InvalidMessageContents',
    `Invalid characters found (U+${code.toUpperCase()} at ${found.index}). Valid unicode characters are #x9 | #xA | #xD | ` +
      '#x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
  );
}

/** The MD5 digest of a text's UTF-8 bytes, in hexadecimal. */
export function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
