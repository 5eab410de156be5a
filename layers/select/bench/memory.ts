import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { bySelect } from './contenders.ts';

/** How often the resident set is looked at while a query runs. */
const everyMilliseconds = 5;

/** By how many bytes the resident set of a process of its own grows, at most, while it runs a query over a file of JSON Lines. */
export async function memoryOf(sql: string, file: string, chunkBytes: number): Promise<number> {
  const child = spawn(process.execPath, [import.meta.filename, sql, file, String(chunkBytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return Number(output);
}

async function measure(sql: string, file: string, chunkBytes: number): Promise<number> {
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), everyMilliseconds);
  await bySelect(sql, 'json', chunksOfFile(file, chunkBytes));
  clearInterval(timer);
  return Math.max(peak, process.memoryUsage.rss()) - idle;
}

/** Into the same memory again and again: what is measured is the engine's, not what a stream leaves to the garbage collector. */
async function* chunksOfFile(file: string, chunkBytes: number): AsyncGenerator<Buffer> {
  const handle = await open(file);
  const buffer = Buffer.alloc(chunkBytes);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

const [sql, file, chunkBytes] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && sql !== undefined && file !== undefined) {
  process.stdout.write(String(await measure(sql, file, Number(chunkBytes))));
}
