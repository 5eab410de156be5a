import { readFileSync } from 'node:fs';

import { ArgumentsError, readArguments, usage, type Arguments } from './arguments.ts';
import { Companion, companionEnvironment, companionName } from './companion.ts';
import { isObject } from '../json.ts';
import { runCommand } from './run-command.ts';
import { isExpected } from '../stack/expected-error.ts';
import { credential } from '../stack/running-stack.ts';
import { startStack, type Stack } from '../stack/stack.ts';
import type { StackEvent } from '../stack/stack-event.ts';
import { Terminal } from './terminal.ts';
import { addressLines, welcome, type TextStyle } from './welcome.ts';

/**
 * How long an orderly end may take, in milliseconds. Its parts have limits of their own, which together are far less; the rest is for a machine that is
 * busy, where an end that is cut short would lose what is being written.
 */
const patience = 10_000;

/** Runs the command line: starts a stack and keeps it until a signal comes. */
export async function main(args: readonly string[]): Promise<void> {
  // Functions run in UTC on Lambda; the time zone belongs to the whole process.
  process.env.TZ = 'UTC';
  // Until there is something to close.
  const ending: Ending = { end: () => process.exit(0), hasBegun: false };
  endWhenNobodyReads(ending);
  endWithNpm(ending);
  let settings: Arguments;
  try {
    settings = readArguments(args);
  } catch (error) {
    if (!(error instanceof ArgumentsError)) throw error;
    process.stderr.write(`npm start -- --help lists the options.\n${error.message}\n`);
    process.exitCode = 2;
    return;
  }
  if (settings.help) process.stdout.write(`${usage}\n`);
  else await run(settings, new Terminal(process.stdout, process.stderr, settings.detail), ending);
}

/** What ends the process. */
interface Ending {
  end: () => void;
  hasBegun: boolean;
}

/**
 * Who ends npm (`npm start &`, then `kill`) ends the shell that npm started, too, and that passes no signal on: this process would go on alone, with the
 * ports. Systems with signals give a process another parent when its own has ended. Where a script starts this beside other commands (`&`), it may be meant to
 * outlive its shell.
 */
function endWithNpm(ending: Ending): void {
  if (!/^[^&|;]*\bcli\.ts\b[^&|;]*$/.test(process.env.npm_lifecycle_script ?? '')) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ending.end();
  }, 500);
  timer.unref();
}

/** A reader that had enough (`npm start | head`) closes its end of the pipe: then this ends as well, and quietly. */
function endWhenNobodyReads(ending: Ending): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      ending.end();
    });
  }
}

async function run(settings: Arguments, terminal: Terminal, ending: Ending): Promise<void> {
  const { onContractChange, seed, data } = settings;
  const steps: string[] = [];
  const log = (event: StackEvent) => {
    // Environments that were loading when the end came did not fail: they were ended.
    if (ending.hasBegun && event.type === 'function' && event.line.stream === 'platform') return;
    if (event.type === 'step') steps.push(`${event.milliseconds.toFixed(0).padStart(6)} ms  ${event.name}`);
    terminal.show(event);
  };
  let stack: Stack;
  try {
    stack = await startStack({
      templateFile: settings.template,
      stackName: settings.stackName,
      parameters: settings.parameters,
      ports: settings.ports,
      watch: settings.watch,
      log,
      ...(seed === undefined ? {} : { seedFile: seed }),
      ...(data === undefined ? {} : { dataDirectory: data }),
      ...(onContractChange === undefined ? {} : { onContractChange: () => runCommand(onContractChange) }),
    });
  } catch (error) {
    if (!isExpected(error)) throw error;
    terminal.complain(error.message);
    process.exitCode = 1;
    return;
  }
  const companions: Companion[] = [];
  ending.end = ender(stack, companions, ending);
  let signals = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait. A thread that cannot be stopped would hold up process.exit as well.
      if (signals++ > 0) endAtOnce(companions);
      ending.end();
    });
  }
  const style: TextStyle = (name, text) => terminal.style(name, text);
  const isQuiet = settings.detail === 'quiet';
  terminal.say(
    ...(isQuiet ? addressLines(stack, style) : welcome(stack, style, hasTokenScript())),
    ...(settings.timing ? steps : []),
    ...(isQuiet ? [] : [style('dim', `${settings.watch ? 'Changes are live within a second. ' : ''}Ctrl-C stops.`)]),
  );
  for (const command of settings.companions) companions.push(companionOf(command, stack, terminal));
  // Also when this process ends by an error of its own.
  process.on('exit', () => companions.forEach((companion) => companion.kill()));
}

/** Starts a command beside the stack, and tells what it says and how it ended. */
function companionOf(command: string, { addresses, template }: Stack, terminal: Terminal): Companion {
  const name = companionName(command);
  const env = companionEnvironment(process.env, {
    endpoint: addresses.endpoint,
    region: template.region,
    ...credential,
  });
  return new Companion(command, env, {
    onLine: (line, stream) => terminal.companion(name, line, stream),
    onEnd: (how, isFailure) => {
      const text = `"${command}" ended ${how}; the stack goes on without it.`;
      if (isFailure) terminal.complain(text);
      else terminal.companion(name, text, 'stdout');
    },
  });
}

/** Closes a stack with its companions and ends the process, once. */
function ender(stack: Stack, companions: readonly Companion[], ending: Ending): () => void {
  return () => {
    if (ending.hasBegun) return;
    ending.hasBegun = true;
    setTimeout(() => endAtOnce(companions), patience).unref();
    const ends = [stack.close(), ...companions.map((companion) => companion.end())];
    void Promise.all(ends).then(() => process.exit(0));
  };
}

/** Ends this process although something in it cannot be ended; nothing that it started stays behind. */
function endAtOnce(companions: readonly Companion[]): void {
  for (const companion of companions) companion.kill();
  process.kill(process.pid, 'SIGKILL');
}

/** Whether `npm run token` is there to make a token with. */
function hasTokenScript(): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
    return isObject(manifest) && isObject(manifest.scripts) && typeof manifest.scripts.token === 'string';
  } catch {
    return false;
  }
}
