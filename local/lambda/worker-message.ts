import { isObject } from '../json.ts';

/** What `runtime/bootstrap.mjs` tells its host. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'returned'; readonly payload: string }
  | { readonly type: 'init-failed' | 'failed' | 'crashed'; readonly error: string }
  | { readonly type: 'log'; readonly stream: 'stdout' | 'stderr'; readonly text: string };

/** What the host tells `runtime/bootstrap.mjs`. */
export interface InvocationMessage {
  /** The event as JSON text. */
  readonly payload: string;
  readonly requestId: string;
  readonly functionArn: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly traceId: string;
  /** JSON text. */
  readonly clientContext: string | undefined;
}

/** Reads a message; undefined for anything a function may have posted to its parent by itself. */
export function parseWorkerMessage(value: unknown): WorkerMessage | undefined {
  if (!isObject(value)) return undefined;
  switch (value.type) {
    case 'ready':
      return { type: 'ready' };
    case 'returned':
      return typeof value.payload === 'string' ? { type: 'returned', payload: value.payload } : undefined;
    case 'init-failed':
    case 'failed':
    case 'crashed':
      return typeof value.error === 'string' ? { type: value.type, error: value.error } : undefined;
    case 'log':
      return (value.stream === 'stdout' || value.stream === 'stderr') && typeof value.text === 'string'
        ? { type: 'log', stream: value.stream, text: value.text }
        : undefined;
    default:
      return undefined;
  }
}
