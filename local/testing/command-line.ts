import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A run of the command line. */
export interface CommandLine {
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly output: { stdout: string; stderr: string };
  /** Its exit code, when it ended. */
  readonly ended: Promise<number>;
  /** Waits until it serves, or ended without; then where it answers, by the names that it prints. */
  readonly serving: () => Promise<Readonly<Record<'Web page' | 'API' | 'AWS endpoint' | 'Sign-in pages', string>>>;
}

/** Ports that are free, whatever else runs on this machine. */
export const anyPorts = ['--port', '0', '--endpoint-port', '0', '--domain-port', '0', '--site-port', '0'];

/** Runs `local/cli.ts` in a folder, as somebody would at a prompt with its output in a pipe. */
export function commandLine(folder: string, ...args: readonly string[]): CommandLine {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'cli.ts'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
  }
  const ended = once(child, 'close').then(([code]) => code as number);
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => {
      if (output.stdout.includes('Ctrl-C stops')) resolve();
    });
  });
  const addressOf = (name: string) => new RegExp(`^${name} +(http:\\S+)`, 'm').exec(output.stdout)?.[1] ?? '';
  return {
    child,
    output,
    ended,
    async serving() {
      const code = await Promise.race([ready, ended]);
      if (code !== undefined) throw new Error(`It ended with ${code}: ${output.stderr}`);
      return {
        'Web page': addressOf('Web page'),
        API: addressOf('API'),
        'AWS endpoint': addressOf('AWS endpoint'),
        'Sign-in pages': addressOf('Sign-in pages'),
      };
    },
  };
}
