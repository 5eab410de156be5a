import { isObject } from '../json.ts';

/** What somebody who watches a terminal wants to know of a function's line. */
export interface LogEssence {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** What the team looks a message up by; undefined when the line has none. */
  readonly code: string | undefined;
  /** Which operation, how it ended, in which time, for which request; empty when the line says nothing of it. */
  readonly facts: readonly string[];
  /** Name and message of the error; undefined when the line has none. */
  readonly error: string | undefined;
  /** Where the error came from, the innermost call first. */
  readonly frames: readonly string[];
}

/** More calls than these are rarely looked at; `--verbose` in a pipe has all. */
const shownFrames = 4;

/**
 * Reads the essence of a line that a function wrote.
 * @returns undefined for lines of metrics (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html)
 */
export function logEssence(line: string, stream: 'stdout' | 'stderr' | 'platform'): LogEssence | undefined {
  const failure = /^([A-Z][A-Za-z ]*(?:Error|Exception))\t(\{.*\})$/s.exec(line);
  if (failure !== null) {
    const { error, frames } = errorOf(parsed(failure[2] ?? ''));
    // What was thrown comes first; that it left the handler uncaught is what "Invoke Error" says.
    if (error !== undefined) return { ...plain(error, 'error'), facts: [`(${failure[1] ?? ''})`], frames };
  }
  const entry = parsed(line);
  if (entry === undefined) return plain(line, levels[stream]);
  if ('_aws' in entry) return undefined;
  const { level, message, code, error } = entry;
  if (typeof entry.errorType === 'string') {
    const { error, frames } = errorOf(entry);
    return { ...plain(error ?? entry.errorType, 'error'), frames };
  }
  // A line in JSON that is not of a logger: its own business.
  if (message === undefined) return plain(line, levels[stream]);
  return {
    level: levelOf(level),
    message: typeof message === 'string' ? message : JSON.stringify(message),
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    facts: factsOf(entry),
    ...errorOf(error),
  };
}

/** Some characters of a request id find the line of its request; more only push the rest out of sight. */
const shownIdLength = 8;

function factsOf({ operation, status, milliseconds, problem, requestId }: Record<string, unknown>): string[] {
  return [
    operation,
    status,
    typeof milliseconds === 'number' ? `${milliseconds} ms` : undefined,
    problem,
    typeof requestId === 'string' ? requestId.slice(0, shownIdLength) : undefined,
  ].flatMap((fact) => (typeof fact === 'string' || typeof fact === 'number' ? [String(fact)] : []));
}

const levels = { stdout: 'info', stderr: 'warn', platform: 'error' } as const;

function plain(message: string, level: LogEssence['level']): LogEssence {
  return { level, message, code: undefined, facts: [], error: undefined, frames: [] };
}

function levelOf(level: unknown): LogEssence['level'] {
  switch (typeof level === 'string' ? level.toUpperCase() : '') {
    case 'ERROR':
    case 'CRITICAL':
    case 'FATAL':
      return 'error';
    case 'WARN':
    case 'WARNING':
      return 'warn';
    case 'DEBUG':
    case 'TRACE':
      return 'debug';
    default:
      return 'info';
  }
}

/** Calls of Node and of the local runtime. */
const notOfTheFunction = /node:internal|\/local\/lambda\/runtime\//;

/** Loggers write `name`, `message` and `stack`; Lambda writes `errorType`, `errorMessage` and a list, `stack` or `trace`. */
function errorOf(error: unknown): Pick<LogEssence, 'error' | 'frames'> {
  if (!isObject(error)) return { error: typeof error === 'string' ? error : undefined, frames: [] };
  const name = error.errorType ?? error.name;
  const message = error.errorMessage ?? error.message;
  const stack = typeof error.stack === 'string' ? error.stack.split('\n') : (error.stack ?? error.trace);
  const lines = Array.isArray(stack) ? stack.filter((line) => typeof line === 'string') : [];
  const text = [name, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
  return {
    error: text === '' ? undefined : text,
    frames: lines
      .map((line) => line.trim())
      .filter((line) => line.startsWith('at ') && !notOfTheFunction.test(line))
      .slice(0, shownFrames),
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
