/**
 * `npm run test:api`: starts the local stack on free ports, runs the Postman collection against it, stops it. With `--stack NAME` it runs
 * against a stack that is deployed. Exits 1 when an answer was not as expected. With CI set, a JUnit report goes to out/newman.xml.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isExpected, startStack, type StackEvent } from '../local/index.ts';
import { collectionAddress, people, tokensOfPeople } from './postman/collection-variables.ts';
import { runCollection, type CollectionRun } from './postman/run-collection.ts';
import { stackTokens } from './sign-in/stack-tokens.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';

const usage = `npm run test:api -- [--stack N [--region R] [--endpoint U]]

Runs the Postman collection, and checks every answer. Without --stack it starts a local stack for that, and stops it.

A stack that is deployed has to have the 25 dragons of the first data set as they were, and may have any others. In a stack of its own the
run expects those 25 alone.

  --stack N     the name of a stack that is deployed: its outputs say where everything is
  --region R    its region; AWS_REGION or AWS_DEFAULT_REGION if not given
  --endpoint U  the AWS endpoint; AWS_ENDPOINT_URL if not given, and without that AWS

A stack on AWS knows no sample users. Who may sign in there, everywhere but in production, is told by the environment, as user name and
password: DRAGONS_READER and DRAGONS_READER_PASSWORD, DRAGONS_REPORTER and DRAGONS_REPORTER_PASSWORD, DRAGONS_ADMIN and DRAGONS_ADMIN_PASSWORD.
Without a member of Admin the collection changes nothing (postman/README.md).`;

const options = {
  ...helpOption,
  stack: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

const root = join(import.meta.dirname, '..');
const stage = 'local';
const seedFile = join(root, 'data/local.yaml');
/** Errors of the stack itself, which a good answer may hide. */
const defects: string[] = [];
/** What the functions complained about; shown when something failed. */
const complaints: string[] = [];

await commandLine(async () => {
  const { values } = parseArgs({ options });
  const { stack } = values;
  if (values.help) console.log(usage);
  else report(await (stack === undefined ? runOnOwnStack() : runOnStack({ ...values, stack }, process.env)));
}, isExpected);

async function runOnOwnStack(): Promise<CollectionRun> {
  console.log('Starting the stack …');
  const stack = await startStack({
    templateFile: join(root, 'template.yaml'),
    parameters: { Stage: stage },
    seedFile,
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: listen,
  });
  try {
    // Nobody else knows of this stack: no dragon can have come to the first ones.
    return await runOnStack(
      { stack: stack.template.stackName, endpoint: stack.addresses.endpoint },
      {},
      { onlyFirstData: 'true' },
    );
  } finally {
    await stack.close();
  }
}

/**
 * Runs the collection against a stack that is there.
 * @param known further variables of the collection, for what is known of this stack
 */
async function runOnStack(
  choice: { stack: string; region?: string; endpoint?: string },
  environment: NodeJS.ProcessEnv,
  known: Readonly<Record<string, string>> = {},
): Promise<CollectionRun> {
  const tokens = await stackTokens(choice, environment);
  const address = await collectionAddress(tokens);
  const signedIn = await tokensOfPeople(tokens, environment, seedFile);
  const missing = people.filter((person) => !(`${person}Token` in signedIn));
  console.log(`Running the collection against ${address.baseUrl} …`);
  if (missing.length > 0) {
    console.log(`Nobody is named for ${missing.join(', ')}: some requests are skipped (npm run test:api -- --help).`);
  }
  return runCollection(
    { ...address, ...signedIn, ...known },
    process.env.CI ? join(root, 'out/newman.xml') : undefined,
  );
}

function report({ requests, assertions, failures }: CollectionRun): void {
  const all = [...failures, ...defects];
  for (const line of all) console.error(`✗ ${line}`);
  if (all.length > 0) for (const line of complaints) console.error(line);
  console.log(`${requests} requests, ${assertions} assertions, ${all.length} failures`);
  process.exitCode = all.length > 0 ? 1 : 0;
}

function listen(event: StackEvent): void {
  if (event.type === 'function' && isComplaint(event.line))
    complaints.push(`${event.line.functionName}: ${event.line.line}`);
  if (event.type === 'problem') defects.push(event.text);
  if (event.type === 'defect') defects.push(`${event.where}: ${String(event.error)}`);
}

function isComplaint({ line, stream }: Extract<StackEvent, { type: 'function' }>['line']): boolean {
  return stream !== 'stdout' || /"level":"(WARN|ERROR|CRITICAL)"/.test(line);
}
