/**
 * `npm run -s token -- reader`: prints an access token, and nothing else, on standard output:
 *   curl -H "Authorization: $(npm run -s token -- reader)" http://127.0.0.1:3000/dragons
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSeed } from '../local/stack/seed.ts';
import { AwsCallError } from './aws/aws-call-errors.ts';
import { stageAddress } from './aws/stage-address.ts';
import { signInDomain } from './sign-in/sign-in-domain.ts';
import { SignInError, UnknownUserError } from './sign-in/sign-in-errors.ts';
import { machineClient, machineToken, stackAddress, userToken } from './sign-in/sign-in.ts';
import { stackTokens } from './sign-in/stack-tokens.ts';
import { commandLine, helpOption, WrongArgumentsError } from './terminal/command-line.ts';

const usage = `npm run -s token -- <user> [--password P] [--stack N [--region R] | --stage S]
npm run -s token -- --machine [--scope "dragons/read"] [--stack N [--region R] | [--domain URL] [--stage S]]

Prints an access token on standard output: of a user, or of the machine client.

  <user>        a sample user (data/local.yaml), whose password is known, or any user with --password
  --password P  the user's password; DRAGONS_PASSWORD in the environment does the same and is not seen by other processes
  --machine     client credentials instead of a user
  --scope S     the scopes that the machine asks for; all it may have if not given
  --stack N     the stack's name, as it was deployed: its outputs say where to sign in
  --region R    the region of --stack; AWS_REGION or AWS_DEFAULT_REGION if not given
  --endpoint U  the AWS endpoint; AWS_ENDPOINT_URL if not given, and without that AWS for --stack and http://127.0.0.1:4566 for the rest
  --stage S     the template's parameter Stage, in the place of --stack; local if not given, which is the stack of "npm start"
  --domain URL  the user pool's domain, with --stage; what the stack's Parameter Store says if not given

A local endpoint takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the key of the local stack. AWS takes what the aws command line takes.`;

const { users } = readSeed(join(import.meta.dirname, '../data/local.yaml'));
const options = {
  ...helpOption,
  machine: { type: 'boolean', default: false },
  password: { type: 'string' },
  scope: { type: 'string' },
  domain: { type: 'string' },
  stack: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
  stage: { type: 'string', default: 'local' },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

await commandLine(
  async () => {
    const { values, positionals } = readArguments();
    const [username, ...more] = positionals;
    if (values.help) console.log(usage);
    else if (more.length > 0 || (username === undefined) !== values.machine) {
      throw new WrongArgumentsError(`Say either one user or --machine. ${knownUsers()}`, usage);
    } else {
      const { stack } = values;
      console.log(
        await (stack === undefined ? tokenOfStage(values, username) : tokenOfStack({ ...values, stack }, username)),
      );
    }
  },
  (error) => error instanceof SignInError || error instanceof AwsCallError,
);

function readArguments() {
  return parseArgs({ options, allowPositionals: true });
}

/** @param username undefined for the machine client */
async function tokenOfStack(values: Values & { stack: string }, username: string | undefined): Promise<string> {
  const tokens = await stackTokens(values);
  if (username === undefined) return tokens.machineToken(values.scope);
  return tokens.userToken(username, passwordOf(username, values, tokens.isLocal));
}

/** As the template calls user pool and clients. @param username undefined for the machine client */
async function tokenOfStage(values: Values, username: string | undefined): Promise<string> {
  const { endpoint, region } = values;
  const address = {
    ...stackAddress(process.env, values.stage),
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  };
  if (username !== undefined) return userToken(address, username, passwordOf(username, values, true));
  const client = await machineClient(address);
  const domain =
    values.domain ?? (await signInDomain(stageAddress(process.env, { ...values, endpoint: address.endpoint }, 'SSM')));
  return machineToken(domain.replace(/\/+$/, ''), client, values.scope);
}

/** @param mayBeSample whether the stack may be one that has the sample users: nobody on AWS shall have their password */
function passwordOf(username: string, { password }: Values, mayBeSample: boolean): string {
  const given = password ?? process.env.DRAGONS_PASSWORD;
  if (given) return given;
  if (!mayBeSample) {
    throw new UnknownUserError(
      `Give the password of ${username}: --password P, or DRAGONS_PASSWORD in the environment.`,
    );
  }
  const user = users.find((sample) => sample.username === username);
  if (user !== undefined) return user.password;
  throw new UnknownUserError(`${username} is no sample user, so give --password. ${knownUsers()}`);
}

function knownUsers(): string {
  const names = users.map(({ username, groups }) => `${username} (${groups.join(', ')})`);
  return `The sample users are ${names.join(', ')}.`;
}
