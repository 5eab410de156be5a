/**
 * `npm run test:api`: starts the local stack on free ports, runs the Postman collection against it, stops it. Exits 1 when an answer was not as
 * expected. With CI set, a JUnit report goes to out/newman.xml.
 */
import { join } from 'node:path';
import { isExpected, startStack, type Stack, type StackEvent } from '../local/index.ts';
import { readSeed } from '../local/stack/seed.ts';
import { runCollection, type CollectionRun } from './run-collection.ts';
import { machineClient, stackAddress, userToken } from './sign-in.ts';

const root = join(import.meta.dirname, '..');
const stage = 'local';
const seedFile = join(root, 'data/local.yaml');
/** Errors of the stack itself, which a good answer may hide. */
const defects: string[] = [];
/** What the functions complained about; shown when something failed. */
const complaints: string[] = [];

try {
  console.log('Starting the stack …');
  const stack = await startStack({
    templateFile: join(root, 'template.yaml'),
    parameters: { Stage: stage },
    seedFile,
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: listen,
  });
  try {
    report(await run(stack));
  } finally {
    await stack.close();
  }
} catch (error) {
  if (!isExpected(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run({ addresses }: Stack): Promise<CollectionRun> {
  const { api, endpoint, domain } = addresses;
  if (api === undefined) throw new Error('template.yaml has no API.');
  const address = { ...stackAddress({}, stage), endpoint };
  const { clientId, clientSecret } = await machineClient(address);
  const tokens: Record<string, string> = {};
  for (const { username, password } of readSeed(seedFile).users) {
    // The sample users are called reader, reporter and admin, and the collection's variables after them.
    tokens[`${username}Token`] = await userToken(address, username, password);
  }
  return runCollection(
    {
      baseUrl: api,
      signInUrl: domain,
      machineClientId: clientId,
      machineClientSecret: clientSecret,
      ...tokens,
    },
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
