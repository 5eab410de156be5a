import type { Readable, Writable } from 'node:stream';
import { readArguments } from './arguments.ts';
import { UsageError } from './option-values.ts';
import { Output, OutputError } from './output.ts';
import type { Terminal } from './progress.ts';
import { QueryError, run } from './run.ts';
import { SourceError } from './source.ts';
import { usage } from './usage.ts';

/** What the command is in touch with: `process` is it. */
export interface Process {
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Writable & { isTTY?: boolean };
  readonly stderr: Terminal;
}

/**
 * Does what the command line asks for.
 *
 * @returns the exit code: 0, 1 when the data or the SQL is at fault, 2 when the command line is
 */
export async function main(args: readonly string[], version: string, process: Process): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const output = new Output(stdout);
  try {
    const asked = readArguments(args);
    if (asked === 'help' || asked === 'version')
      await output.write(Buffer.from(`${asked === 'help' ? usage : version}\n`));
    else await run(asked, { stdin, output, terminal: stderr, showsRows: stdout.isTTY === true });
    await output.finish();
    return 0;
  } catch (error) {
    // The reader has seen enough: `s3-select … | head` is no failure.
    if (error instanceof OutputError && error.isLeft) return 0;
    if (error instanceof UsageError) {
      stderr.write(`s3-select: ${error.message}. See s3-select --help.\n`);
      return 2;
    }
    const isExpected = error instanceof QueryError || error instanceof SourceError || error instanceof OutputError;
    if (!isExpected) throw error;
    stderr.write(`s3-select: ${error.message}\n`);
    return 1;
  }
}
