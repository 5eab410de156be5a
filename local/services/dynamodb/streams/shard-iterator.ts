import { isObject } from '../../../json.ts';
import { ServiceError } from '../../service-error.ts';
import { validationError } from '../errors.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
const lifetime = 15 * 60 * 1000;

/** A place in a shard. */
export interface ShardPosition {
  readonly streamArn: string;
  readonly shardId: string;
  /** Records with greater sequence numbers follow; undefined: all that are kept. */
  readonly after?: string;
}

/** The text that stands for a position, valid for fifteen minutes. @param now milliseconds since 1970 */
export function writeIterator(position: ShardPosition, now: number): string {
  const token = Buffer.from(JSON.stringify({ ...position, issued: now })).toString('base64url');
  return `${position.streamArn}|1|${token}`;
}

/** Reads a position back. @throws ServiceError `ExpiredIteratorException`, `ValidationException` */
export function readIterator(text: string, now: number): ShardPosition {
  const { streamArn, shardId, after, issued } = decode(text.slice(text.lastIndexOf('|') + 1));
  if (typeof streamArn !== 'string' || typeof shardId !== 'string' || typeof issued !== 'number') {
    throw validationError('Invalid ShardIterator');
  }
  if (issued + lifetime <= now) {
    throw new ServiceError(
      'ExpiredIteratorException',
      `The iterator was issued at ${new Date(issued).toISOString()} and has expired. Ask for a new one.`,
    );
  }
  return { streamArn, shardId, ...(typeof after === 'string' ? { after } : {}) };
}

function decode(token: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Refused below, as any other text that is none of ours.
  }
  throw validationError('Invalid ShardIterator');
}
