import { createContext, Script } from 'node:vm';

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

/** How long a function may run, in milliseconds. It keeps everything else waiting. */
const timeLimit = 250;

/**
 * Stands before the function's code, on its first line, so that messages name the lines of the template. The event comes and the result goes
 * as JSON: nothing of this process is in reach of the function.
 */
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
    (error) => { __outcome.error = error instanceof Error ? String(error.stack) : String(error); __outcome.isDone = true; },
  );
`);

const read = new Script('JSON.stringify(__outcome)');

/**
 * A function, ready to run: each run has a context of its own, in which there is the language and a console, and neither modules, timers, a
 * network nor `eval`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 * @returns runs it. @throws EdgeFunctionError
 */
export function edgeFunction({ name, code }: EdgeFunction): (event: object) => EdgeFunctionRun {
  const script = new Script(before + code, { filename: name, columnOffset: -before.length });
  return (event) => {
    const context = createContext(
      { __event: JSON.stringify(event) },
      {
        codeGeneration: { strings: false, wasm: false },
        // What the handler waits for counts as its own time.
        microtaskMode: 'afterEvaluate',
      },
    );
    const limits = { timeout: timeLimit };
    const outcome: unknown = attempt(() => {
      script.runInContext(context, limits);
      call.runInContext(context, limits);
      const text: unknown = read.runInContext(context, limits);
      return parsed(String(text));
    });
    if (!isObject(outcome)) throw new EdgeFunctionError('it has no result');
    const lines = Array.isArray(outcome.lines) ? outcome.lines.map(String) : [];
    if (outcome.isDone !== true) throw new EdgeFunctionError('it waits for something that never happens');
    if (typeof outcome.error === 'string') throw new EdgeFunctionError(outcome.error);
    return { result: outcome.result, lines };
  };
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    // The error may be one of the other context, which is no instance of this one's Error.
    const stack = isObject(error) ? (error.stack ?? error.message) : error;
    const code = isObject(error) ? error.code : undefined;
    const why = code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? `it took longer than ${timeLimit} ms` : String(stack);
    throw new EdgeFunctionError(why, { cause: error });
  }
}
