import { constants, createContext, Script } from 'node:vm';

import { isObject } from '../../json.ts';

/** A CloudFront Function of the template. */
export interface EdgeFunction {
  readonly name: string;
  readonly code: string;
}

/** The function threw, had no result in time, or has no handler. */
export class EdgeFunctionError extends Error {
  override readonly name = 'EdgeFunctionError';
}

/** What a run of a function came to. */
export interface EdgeFunctionRun {
  /** What it returned, by way of JSON. */
  readonly result: unknown;
  /** What it wrote to the console, a line each. */
  readonly lines: readonly string[];
}

/** How long a function may run, in milliseconds. It keeps everything else waiting, and is long since the clock also runs while the machine does something else. */
const timeLimit = 5000;

/** Stands before the function's code, on its first line, so that errors name the lines of the template. */
const before = `
  const __outcome = { lines: [] };
  {
    const text = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
    const write = (...values) => void __outcome.lines.push(values.map(text).join(' '));
    globalThis.console = Object.freeze({ log: write, error: write, debug: write, info: write, warn: write });
  }
`.replace(/\s*\n\s*/g, ' ');

/** Calls the handler, and keeps what it returned or threw. */
const call = new Script(`
  (async () => handler(JSON.parse(__event)))().then(
    (result) => { __outcome.result = result; __outcome.isDone = true; },
    (error) => {
      const isError = error instanceof Error;
      __outcome.error = { text: String(error), stack: isError ? String(error.stack) : '' };
      __outcome.isDone = true;
    },
  );
`);

const read = new Script('JSON.stringify(__outcome)');

/**
 * A function, ready to run: each run has a context of its own, in which there is the language and a console, and neither modules, timers, a
 * network nor `eval`. The event comes and the result goes as JSON: nothing of this process is in reach.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 * @returns runs it. @throws EdgeFunctionError
 */
export function edgeFunction({ name, code }: EdgeFunction): (event: object) => EdgeFunctionRun {
  const script = new Script(before + code, { filename: name, columnOffset: -before.length });
  return (event) => {
    // Without an object of this process behind the global one: its constructor would lead out.
    const context = createContext(constants.DONT_CONTEXTIFY, {
      codeGeneration: { strings: false, wasm: false },
      // What the handler waits for counts as its own time.
      microtaskMode: 'afterEvaluate',
    });
    const limits = { timeout: timeLimit };
    const outcome = attempt(name, () => {
      Object.defineProperty(context, '__event', { value: JSON.stringify(event) });
      script.runInContext(context, limits);
      call.runInContext(context, limits);
      const text: unknown = read.runInContext(context, limits);
      return parsed(String(text));
    });
    const { lines, isDone, error, result } = isObject(outcome) ? outcome : {};
    if (isDone !== true) throw new EdgeFunctionError('it waits for something that never happens');
    if (isObject(error)) throw new EdgeFunctionError(where(String(error.text), String(error.stack), name));
    return { result, lines: Array.isArray(lines) ? lines.map(String) : [] };
  };
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function attempt<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const code = isObject(error) ? error.code : undefined;
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new EdgeFunctionError(`it took longer than ${timeLimit} ms`, { cause: error });
    }
    // The error is one of the other context, which is no instance of this one's Error.
    const { name: kind = 'Error', message = error, stack = '' } = isObject(error) ? error : {};
    const [text = ''] = `${String(kind)}: ${String(message)}`.split('\n');
    throw new EdgeFunctionError(where(text, String(stack), name), { cause: error });
  }
}

/** What went wrong, with the line of the function's code. */
function where(text: string, stack: string, name: string): string {
  const line = /:(\d+):\d+\)?$/m.exec(
    stack.split('\n').find((frame) => frame.includes(`${name}:`) && frame.includes(' at ')) ?? '',
  );
  return line === null ? text : `${text} (line ${line[1] ?? ''})`;
}
