/**
 * `npm run invoke -- ListDragons`: runs one function of `sam build`'s artifacts with its sample event, as `sam local invoke` does, but on the
 * local stack instead of in Docker.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isExpected, startStack } from '../local/index.ts';
import { functionConfigs } from '../local/stack/function-configs.ts';
import { readTemplate, type ResolvedTemplate } from '../local/template/index.ts';
import { isSamBuildFresh, NotBuiltError, ownArtifacts, samArtifacts } from './invoke/artifacts.ts';
import { runFunction, type Run } from './invoke/run-function.ts';
import { putSampleItems } from './invoke/sample-items.ts';
import { sampleLimit } from './invoke/sample-limits.ts';
import { runningTemplate } from './local-stack/running-template.ts';
import { commandLine, helpOption, WrongArgumentsError } from './terminal/command-line.ts';

const usage = `npm run invoke -- <Function> [--event FILE] [--built] [--endpoint U]

Runs one function of the template once. Its result goes to standard output; what it logs and Lambda's report go to standard error.

  <Function>    its logical id in template.yaml, such as ListDragons
  --event FILE  the event, JSON; - for standard input; events/list-dragons.json for ListDragons if not given, and so on
  --built       takes what sam build left, whatever has changed since; if not given, that is taken while it is fresh, and else
                built here, which comes to the same bytes
  --endpoint U  the AWS endpoint of a stack that runs, such as http://127.0.0.1:4566 of "npm start"; if not given, a stack with
                the sample data (data/local.yaml, events/tables.yaml) is started for it and forgotten

Ends with 1 when the function failed.`;

const options = {
  ...helpOption,
  event: { type: 'string' },
  built: { type: 'boolean', default: false },
  endpoint: { type: 'string' },
} as const;

const root = join(import.meta.dirname, '..');
const templateFile = join(root, 'template.yaml');
const parameters = { Stage: 'local' };

/** The template has no such function. */
class NoSuchFunctionError extends Error {
  override readonly name = 'NoSuchFunctionError';
}

/** The event cannot be read. */
class UnusableEventError extends Error {
  override readonly name = 'UnusableEventError';
}

await commandLine(async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [logicalId, ...more] = positionals;
  if (values.help) console.log(usage);
  else if (logicalId === undefined) throw new WrongArgumentsError('Say which function.', usage);
  else if (more.length > 0) {
    throw new WrongArgumentsError(
      `One function is run at a time, and these are ${positionals.length}: ${positionals.join(', ')}.`,
    );
  } else {
    const { payload, hasFailed } = await invoke(logicalId, values);
    console.log(payload);
    const limit = hasFailed && values.event === undefined ? sampleLimit(logicalId) : undefined;
    if (limit !== undefined) console.error(`\n${limit}`);
    process.exitCode = hasFailed ? 1 : 0;
  }
}, isExpected);

/** What is wrong with the command line is said before anything is started. */
async function invoke(logicalId: string, values: { event?: string; built: boolean; endpoint?: string }): Promise<Run> {
  const { endpoint } = values;
  checkFunction(logicalId, readTemplate(templateFile, { parameters }));
  const payload = readEvent(values.event ?? join(root, 'events', `${kebab(logicalId)}.json`));
  if (endpoint !== undefined) {
    return run(logicalId, payload, values.built, await runningTemplate(templateFile, endpoint), endpoint);
  }
  const stack = await startStack({
    templateFile,
    parameters,
    seedFile: join(root, 'data/local.yaml'),
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: (event) => {
      if (event.type === 'problem') console.error(event.text);
    },
  });
  try {
    await putSampleItems(join(root, 'events/tables.yaml'), stack.template, stack.addresses.endpoint);
    return await run(logicalId, payload, values.built, stack.template, stack.addresses.endpoint);
  } finally {
    await stack.close();
  }
}

async function run(
  logicalId: string,
  payload: string,
  isBuilt: boolean,
  template: ResolvedTemplate,
  endpoint: string,
): Promise<Run> {
  const { build, origin } = isBuilt || isSamBuildFresh(root) ? samArtifacts(template) : await ownArtifacts(template);
  const name = template.resources.get(logicalId)?.ref;
  const config = functionConfigs(template, build, (id) => id).find((one) => one.name === name);
  if (config === undefined) throw new NotBuiltError(`${logicalId} is not built.`);
  console.error(`${logicalId} with its layers, ${origin}`);
  return runFunction(config, payload, endpoint, (line) => console.error(line));
}

/** @throws NoSuchFunctionError */
function checkFunction(logicalId: string, { resources }: ResolvedTemplate): void {
  const all = [...resources.values()].filter(({ type }) => type === 'AWS::Serverless::Function');
  const names = all.map((one) => one.logicalId).sort();
  if (names.includes(logicalId)) return;
  throw new NoSuchFunctionError(`template.yaml has no function ${logicalId}. It has ${names.join(', ')}.`);
}

/** @returns JSON @throws UnusableEventError */
function readEvent(file: string): string {
  const place = file === '-' ? 'standard input' : file;
  try {
    const text = readFileSync(file === '-' ? process.stdin.fd : file, 'utf8');
    JSON.parse(text);
    return text;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnusableEventError(`The event in ${place} cannot be read: ${why}`, { cause });
  }
}

/** `ListDragons` as its files are called: `list-dragons`. */
function kebab(logicalId: string): string {
  return logicalId.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}
