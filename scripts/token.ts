/**
 * `npm run -s token -- reader`: prints an access token, and nothing else, on standard output:
 *   curl -H "Authorization: $(npm run -s token -- reader)" http://127.0.0.1:3000/dragons
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSeed } from '../local/stack/seed.ts';
import { SignInError, UnknownUserError } from './sign-in-errors.ts';
import { machineClient, machineToken, stackAddress, userToken } from './sign-in.ts';
import { commandLine } from './terminal/command-line.ts';

const usage = `npm run -s token -- <user> [--password P] [--stage S]
npm run -s token -- --machine [--scope "dragons/read"] [--domain URL] [--stage S]

Prints an access token on standard output: of a user, or of the machine client.

  <user>        a sample user (data/local.yaml), whose password is known, or any user with --password
  --password P  the user's password; DRAGONS_PASSWORD in the environment does the same and is not seen by other processes
  --machine     client credentials instead of a user
  --scope S     the scopes that the machine asks for; all it may have if not given
  --domain URL  the user pool's domain; http://127.0.0.1:4580 if not given
  --stage S     the template's parameter Stage; local if not given

The stack is the one at AWS_ENDPOINT_URL (http://127.0.0.1:4566 if not set), in AWS_REGION, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
For a stage on AWS, set it to https://cognito-idp.REGION.amazonaws.com.`;

const { users } = readSeed(join(import.meta.dirname, '../data/local.yaml'));
const options = {
  help: { type: 'boolean', short: 'h', default: false },
  machine: { type: 'boolean', default: false },
  password: { type: 'string' },
  scope: { type: 'string' },
  domain: { type: 'string', default: 'http://127.0.0.1:4580' },
  stage: { type: 'string', default: 'local' },
} as const;

await commandLine(
  async () => {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [username, ...more] = positionals;
    if (values.help) console.error(usage);
    else if (more.length > 0 || (username === undefined) !== values.machine) {
      console.error(`Say either one user or --machine. ${knownUsers()}\n\n${usage}`);
      process.exitCode = 2;
    } else {
      const address = stackAddress(process.env, values.stage);
      const token =
        username === undefined
          ? await machineToken(values.domain.replace(/\/+$/, ''), await machineClient(address), values.scope)
          : await userToken(address, username, values.password ?? passwordOf(username));
      console.log(token);
    }
  },
  (error) => error instanceof SignInError,
);

function passwordOf(username: string): string {
  if (process.env.DRAGONS_PASSWORD) return process.env.DRAGONS_PASSWORD;
  const user = users.find((sample) => sample.username === username);
  if (user !== undefined) return user.password;
  throw new UnknownUserError(`${username} is no sample user, so give --password. ${knownUsers()}`);
}

function knownUsers(): string {
  const names = users.map(({ username, groups }) => `${username} (${groups.join(', ')})`);
  return `The sample users are ${names.join(', ')}.`;
}
