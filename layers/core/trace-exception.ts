import { randomBytes } from 'node:crypto';

interface StackFrame {
  readonly path: string;
  readonly line: number;
  readonly label: string;
}

/** The `cause` of a segment document: the exception, or the id of one that another subsegment of the trace describes. */
export type TraceCause =
  | string
  | {
      readonly working_directory: string;
      readonly exceptions: readonly {
        readonly id: string;
        readonly type: string;
        readonly message: string;
        /** Whether a service that was called answered with it. */
        readonly remote: boolean;
        readonly stack: readonly StackFrame[];
      }[];
    };

/** By error, the id under which a trace has it: an error that is thrown on through several subsegments is described by the innermost. */
const described = new WeakMap<Error, { readonly traceId: string; readonly id: string }>();

/** So that a document stays far below X-Ray's 64 kB. */
const longest = { message: 2000, stack: 50, line: 500 };

/**
 * Describes an error in the words of https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-errors:
 * its type, message and stack, and nothing else of it. What caused it in turn is left out, since the words of a service may tell of people.
 */
export function traceCause(thrown: unknown, traceId: string, remote: boolean): TraceCause {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const known = described.get(error);
  if (known?.traceId === traceId) return known.id;
  const id = randomBytes(8).toString('hex');
  described.set(error, { traceId, id });
  const { name: type, message } = error;
  const exception = { id, type, message: message.slice(0, longest.message), remote, stack: stackOf(error) };
  return { working_directory: process.cwd(), exceptions: [exception] };
}

/** The frames of the stack, without the message that stands above them. */
function stackOf({ stack = '', message }: Error): StackFrame[] {
  const messageAt = stack.indexOf(message);
  const frames = messageAt === -1 ? stack : stack.slice(messageAt + message.length);
  return frames
    .split('\n', longest.stack)
    .filter((line) => line.length <= longest.line)
    .map((line) => /^\s+at (?:(.+?) \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/.exec(line))
    .filter((match) => match !== null)
    .map(([, label = 'anonymous', path = '', line]) => ({ path, line: Number(line), label }));
}
