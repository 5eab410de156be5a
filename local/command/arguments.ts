import { parseArgs } from 'node:util';

import { usualPorts, type Ports } from '../stack/ports.ts';

export const usage = `npm start, or npm run local -- [options]

Builds a SAM template and runs it on this machine, on 127.0.0.1, until it is stopped (Ctrl-C).

  --template FILE      the template; template.yaml when not given
  --stack-name NAME    the stack's name; that of the template's folder when not given
  --parameter K=V      a value for a parameter of the template; may be repeated
  --seed FILE          users, objects and parameters to put into an empty state
  --data DIR           keeps the state in a folder, where it survives the end; in memory when not given
  --port N             the API's port; ${usualPorts.api} when not given, 0 for any that is free
  --endpoint-port N    the AWS endpoint's port; ${usualPorts.endpoint} when not given
  --domain-port N      the sign-in pages' port; ${usualPorts.domain} when not given
  --site-port N        the web page's port; ${usualPorts.site} when not given
  --no-watch           does not follow changes of sources, template and contract
  --on-contract-change COMMAND
                       runs a command when a file that the template includes changed
  --with COMMAND       runs a command beside the stack, from when it answers until it ends, with what an AWS SDK needs
                       to find it in the environment; may be repeated
  --quiet              says where it answers, then only what is wrong
  --verbose            says everything: request ids, causes of refusals, metrics, all that functions write
                       (in a pipe: their lines as they are)
  --timing             says how long each step of the start took
  --help               this text`;

/** What somebody asked for on the command line. */
export interface Arguments {
  readonly template: string;
  readonly stackName: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly seed: string | undefined;
  readonly data: string | undefined;
  readonly ports: Ports;
  readonly watch: boolean;
  readonly onContractChange: string | undefined;
  /** Commands that run beside the stack. */
  readonly companions: readonly string[];
  readonly detail: Detail;
  readonly timing: boolean;
  readonly help: boolean;
}

/** How much is said while the stack runs. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/** The command line cannot be understood. */
export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError';
}

const none: string[] = [];

const options = {
  template: { type: 'string', default: 'template.yaml' },
  'stack-name': { type: 'string' },
  parameter: { type: 'string', multiple: true, default: none },
  seed: { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string', default: String(usualPorts.api) },
  'endpoint-port': { type: 'string', default: String(usualPorts.endpoint) },
  'domain-port': { type: 'string', default: String(usualPorts.domain) },
  'site-port': { type: 'string', default: String(usualPorts.site) },
  watch: { type: 'boolean', default: true },
  'on-contract-change': { type: 'string' },
  with: { type: 'string', multiple: true, default: none },
  quiet: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  timing: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Reads the command line.
 * @throws ArgumentsError saying what is wrong
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parse(args);
  return {
    template: values.template,
    stackName: stackNameOf(values['stack-name']),
    parameters: Object.fromEntries(values.parameter.map(keyAndValue)),
    seed: values.seed,
    data: values.data,
    ports: {
      api: portOf('--port', values.port),
      endpoint: portOf('--endpoint-port', values['endpoint-port']),
      domain: portOf('--domain-port', values['domain-port']),
      site: portOf('--site-port', values['site-port']),
    },
    watch: values.watch,
    onContractChange: values['on-contract-change'],
    companions: values.with,
    detail: values.quiet ? 'quiet' : values.verbose ? 'verbose' : 'normal',
    timing: values.timing,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowNegative: true });
  } catch (cause) {
    // Node goes on to tell how an argument with a hyphen could be written.
    const why = cause instanceof Error ? cause.message.replace(/\. (?:To specify|Use) .*$/s, '') : String(cause);
    throw new ArgumentsError(why, { cause });
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
function stackNameOf(text: string | undefined): string | undefined {
  if (text === undefined || /^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(text)) return text;
  throw new ArgumentsError(
    `--stack-name takes at most 128 letters, digits and hyphens, the first a letter, not ${text}`,
  );
}

function keyAndValue(text: string): [string, string] {
  const position = text.indexOf('=');
  if (position < 1) throw new ArgumentsError(`--parameter takes Key=Value, not ${text}`);
  return [text.slice(0, position), text.slice(position + 1)];
}

function portOf(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new ArgumentsError(`${flag} takes a number from 0 to 65535, not ${text}`);
}
