/** `npm run docs`: makes the contract into one HTML page that needs nothing else: no server, and no network. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { parse } from 'yaml';
import { withOwnLogo } from './docs/own-logo.ts';
import { readableContract } from './docs/readable-contract.ts';
import { sealedPage } from './docs/sealed-page.ts';
import { commandLine, helpOption, isSystemError } from './terminal/command-line.ts';

const root = join(import.meta.dirname, '..');
const usage = `npm run docs [-- --output FILE]

Makes openapi.yaml into one HTML page that works offline (out/docs/index.html).`;

await commandLine(async () => {
  const { values } = parseArgs({
    options: {
      ...helpOption,
      output: { type: 'string', default: join(root, 'out/docs/index.html') },
    },
  });
  if (values.help) console.log(usage);
  else await makePage(values.output);
}, isSystemError);

async function makePage(file: string): Promise<void> {
  const contract: unknown = parse(await readFile(join(root, 'openapi.yaml'), 'utf8'));
  const page = sealedPage(withOwnLogo(await rendered(readableContract(contract))));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, page);
  const size = (Buffer.byteLength(page) / 1e6).toFixed(1);
  console.log(`${relative(process.cwd(), file)} (${size} MB): open ${pathToFileURL(file).href}`);
}

/** The page as Redocly makes it, its scripts inside. */
async function rendered(contract: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dragons-docs-'));
  try {
    const [source, output] = [join(folder, 'openapi.json'), join(folder, 'index.html')];
    await writeFile(source, JSON.stringify(contract));
    const command = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');
    const options = ['--inlineBundle', '--template', join(root, 'scripts/docs/page.hbs'), '--output', output];
    await promisify(execFile)(process.execPath, [command, 'build-docs', source, ...options], {
      cwd: root,
      // It would ask the registry for a newer version, and tell its makers that it ran.
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    return await readFile(output, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
