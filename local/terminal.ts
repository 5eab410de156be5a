import { styleText } from 'node:util';

import type { Detail } from './arguments.ts';
import { isObject } from './json.ts';
import type { FunctionLogLine } from './lambda/index.ts';
import type { StackEvent } from './stack-event.ts';

/** Where lines go; `process.stdout` and `process.stderr` are such places. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** Shows what a stack says: coloured and shortened in a terminal, plain and complete in a pipe. */
export class Terminal {
  readonly #output: Output;
  readonly #errors: Output;
  readonly #detail: Detail;
  readonly #isTerminal: boolean;

  constructor(output: Output, errors: Output, detail: Detail, noColor = process.env.NO_COLOR !== undefined) {
    this.#output = output;
    this.#errors = errors;
    this.#detail = detail;
    this.#isTerminal = output.isTTY === true && !noColor;
  }

  /** Writes lines for the person who started the stack. */
  say(...lines: readonly string[]): void {
    this.#output.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Writes what is wrong. */
  complain(text: string): void {
    this.#errors.write(`${this.#isTerminal ? this.style('red', text) : text}\n`);
  }

  /** Text in a style, where the output shows styles. */
  style(style: Style, text: string): string {
    return this.#isTerminal ? styleText(style, text, { validateStream: false }) : text;
  }

  /** Shows an event, as far as the detail asked for includes it. */
  show(event: StackEvent): void {
    switch (event.type) {
      case 'problem':
        this.complain(event.text);
        return;
      case 'defect':
        this.complain(`${event.where}: ${stackOf(event.error)}`);
        return;
      case 'mail':
        this.say(event.line);
        return;
      case 'step':
        return;
      default:
        if (this.#detail !== 'quiet') this.#showOrdinary(event);
    }
  }

  #showOrdinary(event: Extract<StackEvent, { type: 'request' | 'function' | 'reloaded' }>): void {
    if (event.type === 'request') this.say(this.#request(event.entry));
    else if (event.type === 'reloaded') {
      this.say(this.style('cyan', `reloaded ${event.what} (${event.milliseconds.toFixed(0)} ms)`));
    } else {
      const line = this.#functionLine(event.line);
      if (line !== undefined) this.say(line);
    }
  }

  #request({ method, path, status, durationMillis, requestId, responseType, cause }: RequestEntry): string {
    const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
    const line = `${method} ${path} ${this.style(colour, String(status))} ${durationMillis.toFixed(1)} ms`;
    const isTold = this.#detail === 'verbose' || status >= 500;
    const why = isTold && cause !== undefined ? `: ${causeText(cause)}` : '';
    const refusal = isTold && responseType !== undefined ? ` ${responseType}` : '';
    return this.#detail === 'verbose' ? `${line} ${requestId}${refusal}${why}` : `${line}${refusal}${why}`;
  }

  /** A function's own line: as it is in a pipe, the essence of structured logs in a terminal. */
  #functionLine({ functionName, line, stream }: FunctionLogLine): string | undefined {
    if (!this.#isTerminal) return line;
    const entry = parsed(line);
    if (entry !== undefined && '_aws' in entry && this.#detail !== 'verbose') return undefined;
    const name = this.style('dim', functionName);
    if (entry === undefined || this.#detail === 'verbose') {
      return `  ${name} ${stream === 'stdout' ? line : this.style('yellow', line)}`;
    }
    return `  ${name} ${this.#essence(entry)}`;
  }

  #essence(entry: Readonly<Record<string, unknown>>): string {
    const { level, message, error } = entry;
    const isBad = level === 'ERROR' || level === 'CRITICAL' || level === 'FATAL';
    const shownLevel = typeof level === 'string' ? this.style(isBad ? 'red' : 'dim', level) : '';
    const extra = Object.entries(entry)
      .filter(([key, value]) => !common.has(key) && typeof value !== 'object')
      .map(([key, value]) => `${key}=${String(value)}`);
    const reason = isObject(error)
      ? [error.name, error.message].filter((part) => typeof part === 'string').join(': ')
      : '';
    const text = typeof message === 'string' ? message : JSON.stringify(message ?? entry);
    return [shownLevel, text, this.style('dim', extra.join(' ')), this.style('red', reason)].filter(Boolean).join(' ');
  }
}

type RequestEntry = Extract<StackEvent, { type: 'request' }>['entry'];

/** What Powertools and Lambda put into every line, and nobody looks for in a terminal. */
const common = new Set([
  'level',
  'message',
  'timestamp',
  'error',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'sampling_rate',
  'xray_trace_id',
]);

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
