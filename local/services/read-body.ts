import type { IncomingMessage } from 'node:http';
import { ServiceError } from './service-error.ts';

/**
 * Reads a whole request body.
 * @throws ServiceError `EntityTooLarge` for more than the bound; the rest of the body is thrown away
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) {
    incoming.resume();
    throw tooLarge(maxBytes);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        // The rest is read and thrown away: a client that is still sending would not see the answer otherwise.
        incoming.removeAllListeners('data');
        incoming.resume();
        reject(tooLarge(maxBytes));
      } else {
        chunks.push(chunk);
      }
    });
    incoming.on('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length));
    });
    incoming.on('error', () => {
      reject(new ServiceError('RequestTimeout', 'The connection ended before the whole body was received.'));
    });
  });
}

function tooLarge(maxBytes: number): ServiceError {
  return new ServiceError(
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size (${maxBytes} bytes for the local AWS).`,
    { fields: { MaxSizeAllowed: String(maxBytes) } },
  );
}
