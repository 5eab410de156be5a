import { StringDecoder } from 'node:string_decoder';

/**
 * Hands what the function writes to `process.stdout` and `process.stderr` (so the console as well) to `write(stream, text)`,
 * at once and in order. Node's own way from a worker to its host loses the last lines when the worker is terminated
 * (a time-out, `process.exit`), and may bring them after the result.
 */
export function captureOutput(write) {
  for (const stream of ['stdout', 'stderr']) {
    const decoder = new StringDecoder('utf8');
    process[stream].write = (chunk, encodingOrCallback, callback) => {
      const text =
        typeof chunk === 'string' && !isBinary(encodingOrCallback)
          ? chunk
          : decoder.write(typeof chunk === 'string' ? Buffer.from(chunk, encodingOrCallback) : chunk);
      if (text !== '') write(stream, text);
      const done = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
      if (done) queueMicrotask(done);
      return true;
    };
  }
}

function isBinary(encoding) {
  return typeof encoding === 'string' && encoding !== 'utf8' && encoding !== 'utf-8';
}
