import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command that was asked for on the command line failed. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

/**
 * Runs a command in a shell.
 * @throws CommandFailedError with what the command said
 */
export function runCommand(command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Somebody waits for it after every change: what Node compiled the last time is not compiled again.
    const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...process.env };
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailedError(`${said.trim()}\n"${command}" ended with code ${code ?? 'unknown'}.`.trim()));
    });
  });
}
