import { sep } from 'node:path';
import { styleText } from 'node:util';

import type { Detail } from './arguments.ts';
import type { FunctionLogLine } from '../lambda/index.ts';
import { logEssence, type LogEssence } from './log-essence.ts';
import type { StackEvent } from '../stack/stack-event.ts';

/** Where lines go; `process.stdout` and `process.stderr` are such places. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** Shows what a stack says: coloured in a terminal, plain in a pipe. */
export class Terminal {
  readonly #output: Output;
  readonly #errors: Output;
  readonly #detail: Detail;
  readonly #isTerminal: boolean;
  readonly #hasColor: boolean;

  /** @param noColor whether somebody asked for no colours (https://no-color.org: by any text that is not empty) */
  constructor(output: Output, errors: Output, detail: Detail, noColor = Boolean(process.env.NO_COLOR)) {
    this.#output = output;
    this.#errors = errors;
    this.#detail = detail;
    this.#isTerminal = output.isTTY === true;
    this.#hasColor = this.#isTerminal && !noColor;
  }

  /** Writes lines for the person who started the stack. */
  say(...lines: readonly string[]): void {
    this.#output.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Writes what is wrong. */
  complain(text: string): void {
    this.#errors.write(`${this.#errors.isTTY === true ? this.style('red', text) : text}\n`);
  }

  /** Text in a style, where the output shows styles. */
  style(style: Style, text: string): string {
    return this.#hasColor && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  }

  /** Writes a line of a command that runs beside the stack. */
  companion(name: string, line: string, stream: 'stdout' | 'stderr'): void {
    const text = `  ${this.style('dim', name)} ${line}`;
    if (stream === 'stderr') this.#errors.write(`${text}\n`);
    else if (this.#detail !== 'quiet') this.say(text);
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
        if (this.#detail !== 'quiet' || isFailure(event)) this.#showOrdinary(event);
    }
  }

  #showOrdinary(event: OrdinaryEvent): void {
    if (event.type === 'request') this.say(this.#request(event.entry));
    else if (event.type === 'alarm') this.#alarm(event.change);
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

  /** Alarms that get the data they waited for, after every start, are told only to whoever wants everything. */
  #alarm({ name, oldState, state, reason, description }: AlarmChange): void {
    const isVerbose = this.#detail === 'verbose';
    if (state !== 'ALARM' && oldState !== 'ALARM' && !isVerbose) return;
    const mark = state === 'ALARM' ? '✖' : state === 'OK' ? '✔' : '?';
    const line = `${mark} alarm ${name}: ${oldState} → ${state}`;
    const why = isVerbose || state === 'ALARM' ? `  ${reason}` : '';
    const meaning = state === 'ALARM' && description !== undefined ? `  ${description}` : '';
    this.say(`${this.style(alarmLooks[state], line)}${why}${meaning}`);
  }

  /**
   * A function's own line: its essence, so that requests are not lost between. Whoever wants everything gets metrics too, and
   * in a pipe the lines as they are, for programs to read.
   */
  #functionLine({ functionName, line, stream }: FunctionLogLine): string | undefined {
    const isVerbose = this.#detail === 'verbose';
    if (isVerbose && !this.#isTerminal) return line;
    const essence = logEssence(line, stream);
    const dimName = `  ${this.style('dim', functionName)}`;
    if (essence === undefined) return isVerbose ? `${dimName} ${this.style('dim', line)}` : undefined;
    const { level, message, code, facts, error, frames } = essence;
    const name = level === 'error' ? this.style('red', `✖ ${functionName}`) : dimName;
    const parts = [message, ...facts, code, error].filter((part) => part !== undefined && part !== '');
    const rest = frames.map((frame) => `\n      ${this.style('dim', frame.replace(here, ''))}`);
    return `${name} ${this.style(looks[level], `${level.toUpperCase()} ${parts.join('  ')}`)}${rest.join('')}`;
  }
}

/** Files of the project are shown as they are called in it. */
const here = `${process.cwd()}${sep}`;

const looks = { debug: 'dim', info: 'dim', warn: 'yellow', error: ['red', 'bold'] } as const satisfies Record<
  LogEssence['level'],
  Style
>;

const alarmLooks = { ALARM: ['red', 'bold'], OK: 'green', INSUFFICIENT_DATA: 'yellow' } as const satisfies Record<
  AlarmChange['state'],
  Style
>;

type OrdinaryEvent = Extract<StackEvent, { type: 'request' | 'function' | 'alarm' | 'reloaded' }>;

type AlarmChange = Extract<StackEvent, { type: 'alarm' }>['change'];

/** Whether something is wrong: the service failed, not its caller. */
function isFailure(event: OrdinaryEvent): boolean {
  if (event.type === 'request') return event.entry.status >= 500;
  if (event.type === 'alarm') return event.change.state === 'ALARM';
  return event.type === 'function' && logEssence(event.line.line, event.line.stream)?.level === 'error';
}

type RequestEntry = Extract<StackEvent, { type: 'request' }>['entry'];

/** Why a request failed. A function's own error was told in full when the function wrote it, so its name is enough here. */
function causeText(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.replace(/^(the function failed): \{"errorType":"([^"]+)".*$/s, '$1 ($2)');
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
