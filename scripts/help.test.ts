import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const commands = Object.entries(scripts).flatMap(([name, command]) => {
  const [, file] = /^node ((?:scripts|bench)\/\S+\.ts)/.exec(command) ?? [];
  return file === undefined ? [] : [[name, file] as const];
});

/** Node lets it read and load what it is made of; who writes a file or starts a process ends with ERR_ACCESS_DENIED. */
const harmless = ['--permission', '--allow-fs-read=*', '--allow-addons', '--no-warnings'];

async function help(file: string): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...harmless, file, '--help'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
    child.on('close', (code) => resolve({ code, text }));
  });
}

// Vitest bounds how many run at once.
describe.concurrent('--help', { timeout: 60_000 }, () => {
  it.for(commands)(
    'of npm run %s explains it, and neither writes a file nor starts a process',
    async ([name, file]) => {
      const { code, text } = await help(file);

      expect(text).toMatch(new RegExp(`^npm run (-s )?${name}(?![\\w:])`));
      expect(code).toBe(0);
    },
  );
});
