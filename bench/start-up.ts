import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildAll } from '../local/build/index.ts';
import { readTemplate } from '../local/template/index.ts';
import { median, ms, printTable } from './statistics.ts';

const root = join(import.meta.dirname, '..');
const rounds = 5;

/** A process that says where it listens, and the path that is asked for there. */
interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  /** Finds the address in what the process prints. */
  readonly address: RegExp;
  readonly path: string;
}

const bareServer = `
  const server = require('node:http').createServer((_, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log('listens on http://127.0.0.1:' + server.address().port));`;

const subjects: readonly Subject[] = [
  { name: 'bare node:http', command: ['-e', bareServer], address: /listens on (\S+)/, path: '/' },
  {
    name: 'the whole stack, built',
    command: [
      'local/cli.ts',
      ...['--port', '0', '--endpoint-port', '0', '--domain-port', '0', '--site-port', '0', '--no-watch'],
      ...['--seed', 'data/local.yaml', '--parameter', 'Stage=local'],
    ],
    address: /^API +(\S+)/m,
    path: '/health',
  },
];

/** From the start of the process to its first answered request, through gateway, function, Parameter Store and S3 Select. */
export async function startUp(): Promise<void> {
  const { errors } = await buildAll(
    readTemplate(join(root, 'template.yaml'), { parameters: { Stage: 'local' } }),
    join(root, 'dist'),
  );
  if (errors.length > 0) throw new Error('The functions cannot be built; see "npm run build".');
  const samples = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) samples[index]?.push(await firstAnswer(subject));
  }
  const base = median(samples[0] ?? []);
  printTable([
    ['from process start to first answer', 'median', 'slowest', 'ratio'],
    ...subjects.map(({ name }, index) => {
      const times = samples[index] ?? [];
      return [name, ms(median(times)), ms(Math.max(...times)), `${(median(times) / base).toFixed(1)} ×`];
    }),
  ]);
  console.log(`\nMedians of ${rounds} starts. Aim: 2.5 s on two cores.`);
}

async function firstAnswer({ command, address, path }: Subject): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  try {
    const url = await addressIn(child.stdout, address);
    const response = await fetch(url + path);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${url}${path} answered ${response.status}.`);
    return performance.now() - started;
  } finally {
    child.kill();
    await exited;
  }
}

async function addressIn(output: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    // It is read to its end: a process whose output nobody takes would stop.
    output.on('data', (chunk) => {
      text += String(chunk);
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    output.on('end', () => reject(new Error(`The process ended before it said where it listens:\n${text}`)));
  });
}
