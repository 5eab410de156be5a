import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** Told what a companion says, line by line, and that it ended by itself. */
export interface CompanionListener {
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void;
  /** @param how `with 1`, `by SIGSEGV` */
  readonly onEnd: (how: string, isFailure: boolean) => void;
}

/** How long a companion may take to end, in milliseconds. */
const patience = 2000;

/**
 * A command that runs beside the stack, in a shell and in a process group of its own, so that what it starts ends with it.
 */
export class Companion {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isAskedToEnd = false;
  #isOver = false;

  /** @param env what it finds in its environment */
  constructor(command: string, env: NodeJS.ProcessEnv, listener: CompanionListener) {
    this.#child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
    const { stdout, stderr } = this.#child;
    if (stdout) byLine(stdout, (line) => listener.onLine(line, 'stdout'));
    if (stderr) byLine(stderr, (line) => listener.onLine(line, 'stderr'));
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        listener.onEnd(`before it began: ${error.message}`, true);
        resolve();
      });
      this.#child.on('close', (code, signal) => {
        // What it started may have outlived it.
        this.#signal('SIGKILL');
        this.#isOver = true;
        if (!this.#isAskedToEnd) listener.onEnd(signal === null ? `with ${code ?? '?'}` : `by ${signal}`, code !== 0);
        resolve();
      });
    });
  }

  /** Ends it and what it started: kindly, and after a while not. */
  async end(): Promise<void> {
    this.#isAskedToEnd = true;
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.kill(), patience);
    await this.#ended.finally(() => clearTimeout(timer));
  }

  /** Ends it and what it started, at once. For a process that is about to end itself. */
  kill(): void {
    this.#isAskedToEnd = true;
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    // Its number may be somebody else's by now.
    if (pid === undefined || this.#isOver) return;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // Nobody is left in the group.
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
    }
  }
}

/** What a companion is called where it says something: the script that it runs, else the program. */
export function companionName(command: string): string {
  const [, script] = /^npm (?:run|run-script)(?: -\S+)* (\S+)/.exec(command) ?? [];
  return script ?? command.split(' ')[0]?.split('/').at(-1) ?? command;
}

/** The environment of a companion: this process's own, and what any AWS SDK needs to find the stack. */
export function companionEnvironment(
  own: NodeJS.ProcessEnv,
  {
    endpoint,
    region,
    accessKeyId,
    secretAccessKey,
  }: Readonly<Record<'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey', string>>,
): NodeJS.ProcessEnv {
  // A profile would win over the keys, and a session token belongs to other keys.
  const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, ...rest } = own;
  return {
    ...rest,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
  };
}

/** Calls for every line of a stream, for the last one too when it has no end. */
function byLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
