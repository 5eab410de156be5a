/** `npm run sam:env`: writes the file for `--env-vars` with which `sam local` uses the stand-ins of the local stack that runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { isExpected } from '../local/index.ts';
import { relay } from './local-stack/relay.ts';
import { runningTemplate } from './local-stack/running-template.ts';
import { samEnvironment } from './local-stack/sam-environment.ts';
import { commandLine, helpOption, isSystemError, WrongArgumentsError } from './terminal/command-line.ts';

/** This machine, as containers of Docker Desktop see it: what host.docker.internal means there. */
const dockerDesktop = '192.168.65.254';
/** The same for Docker on Linux: the address of its bridge, docker0. */
const bridge = networkInterfaces().docker0?.find(({ family }) => family === 'IPv4')?.address ?? '172.17.0.1';
const usualHost = process.platform === 'linux' ? bridge : dockerDesktop;

const usage = `npm run sam:env -- [--out FILE] [--host ADDRESS] [--relay] [--endpoint U]

Writes the environment variables with which the functions of "sam local start-api" and "sam local invoke" use the local stack that runs
("npm start"): for each function every variable that template.yaml declares.

  --out FILE      where to write them; out/sam-env.json if not given
  --host ADDRESS  this machine, as a container sees it, as an IP number: S3 clients put the bucket before a name. If not given, ${usualHost}:
                  ${dockerDesktop} with Docker Desktop (what host.docker.internal means there), on Linux that of Docker's bridge
  --relay         passes what containers send to that address on to the local stack, until it is stopped. Docker on Linux needs it, since the
                  stack listens on 127.0.0.1 alone; Docker Desktop does it by itself
  --endpoint U    the AWS endpoint of the local stack; http://127.0.0.1:4566 if not given`;

const options = {
  ...helpOption,
  out: { type: 'string' },
  host: { type: 'string', default: usualHost },
  relay: { type: 'boolean', default: false },
  endpoint: { type: 'string', default: 'http://127.0.0.1:4566' },
} as const;

const root = join(import.meta.dirname, '..');

interface Values {
  readonly host: string;
  readonly endpoint: string;
  readonly relay: boolean;
  readonly out?: string;
}

await commandLine(
  async () => {
    const { values } = parseArgs({ options });
    if (values.help) console.log(usage);
    else await writeEnvironment(values);
  },
  (error): error is Error => isExpected(error) || isSystemError(error),
);

async function writeEnvironment({
  host,
  endpoint,
  relay: isRelay,
  out = join(root, 'out/sam-env.json'),
}: Values): Promise<void> {
  if (isIP(host) !== 4) {
    throw new WrongArgumentsError(
      `--host takes an IP number such as ${usualHost}, not "${host}": S3 clients would put the bucket before a name.`,
    );
  }
  const template = await runningTemplate(join(root, 'template.yaml'), endpoint);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(samEnvironment(template, endpoint, host), undefined, 2)}\n`);
  for (const line of nextSteps(relative(process.cwd(), out), String(template.parameters.Stage))) console.log(line);
  if (!isRelay && process.platform === 'linux') for (const line of withoutRelay(endpoint, host)) console.log(line);
  if (isRelay) await relayUntilStopped(host, Number(new URL(endpoint).port));
}

function nextSteps(file: string, stage: string): string[] {
  return [
    `Wrote ${file}. After "sam build", with the key of the local stack:`,
    '',
    '  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1',
    `  sam local start-api --port 3001 --env-vars ${file} --parameter-overrides Stage=${stage}`,
    `  sam local invoke ListDragons --event events/list-dragons.json --env-vars ${file} --parameter-overrides Stage=${stage}`,
  ];
}

/** What to know with Docker on Linux, whose containers reach an address of this machine, but nothing on its 127.0.0.1. */
function withoutRelay(endpoint: string, host: string): string[] {
  const { port } = new URL(endpoint);
  return [
    '',
    `The stack listens on 127.0.0.1:${port} alone, so containers will not reach it at ${host}:${port} with Docker on Linux. Run this again with`,
    '--relay, and leave it running; Docker Desktop needs none.',
  ];
}

async function relayUntilStopped(host: string, port: number): Promise<void> {
  const stopped = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  const running = await relay(host, port);
  console.log(`\nPassing on what comes to ${host}:${running.port}, until Ctrl-C.`);
  await stopped;
  await running.close();
}
