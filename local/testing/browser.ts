import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { chromium, type Browser } from 'playwright-core';
import { madeOnce } from './made-once.ts';

/** A program, and the arguments it needs on this machine. */
interface Program {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/**
 * Starts a browser without a window: the one that `CHROME_PATH` names, else the one that npm brings (Linux on x64 only), else
 * an installed Chrome, Edge or Chromium. Close it when the test is over.
 * @returns undefined where there is none; the reason is printed, and the test is to be skipped
 * @throws Error when `CHROME_PATH` names no program, or the browser does not start
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  const program = await findProgram();
  if (program === undefined) {
    process.stderr.write(`No Chrome, Edge or Chromium on this machine (${machine}): browser tests are skipped. `);
    process.stderr.write('Set CHROME_PATH to one to run them.\n');
    return undefined;
  }
  const { executablePath, args } = program;
  // Long: a machine that starts several at once may have much else to do.
  return chromium.launch({ executablePath, args: [...args], headless: true, timeout: 120_000 });
}

const machine = `${process.platform} ${process.arch}`;

/**
 * What the browser of npm needs outside of Lambda. Its own list of arguments is for Lambda: one process for everything, which ends with
 * the first window that is closed, and `--disable-web-security`, with which a test could not tell whether CORS works
 * (https://github.com/Sparticuz/chromium/blob/master/source/index.ts).
 */
const argsOfNpmBrowser = ['--no-sandbox'];

async function findProgram(): Promise<Program | undefined> {
  const { CHROME_PATH: chosen } = process.env;
  if (chosen !== undefined && chosen !== '') {
    if (!isProgram(chosen)) throw new Error(`CHROME_PATH is ${chosen}, where no program is.`);
    return { executablePath: chosen, args: [] };
  }
  if (machine === 'linux x64') return { executablePath: await browserOfNpm(), args: argsOfNpmBrowser };
  const installed = wellKnownPaths().find(isProgram);
  return installed === undefined ? undefined : { executablePath: installed, args: [] };
}

const packageOfNpmBrowser = '@sparticuz/chromium';

/**
 * Unpacks the browser that npm brings, once on a machine. The package would unpack it into the folder for temporary files, and take for whole what
 * lies there: also what another process, such as that of another test file, is still writing.
 * @returns the path of the program
 */
async function browserOfNpm(): Promise<string> {
  const manifest = join(createRequire(import.meta.url).resolve(packageOfNpmBrowser), '../../../package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const place = join(tmpdir(), `dragons-chromium-${version}-${userInfo().uid}`);
  await madeOnce(place, async (folder) => {
    const unpack = `import chromium from '${packageOfNpmBrowser}'; await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: folder },
    });
  });
  return join(place, 'chromium');
}

/** Where installers put the browsers that speak Chromium's protocol. */
function wellKnownPaths(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    default:
      return ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge']
        .map((name) => `/usr/bin/${name}`)
        .concat('/snap/bin/chromium');
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
