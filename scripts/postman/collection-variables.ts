import { readSeed } from '../../local/stack/seed.ts';
import { UnknownUserError } from '../sign-in/sign-in-errors.ts';
import type { StackTokens } from '../sign-in/stack-tokens.ts';

/** The people of the collection, as its variables call them: `readerToken` and so on. */
export const people = ['reader', 'reporter', 'admin'] as const;

/** What the collection has to know of a stack before anybody has a token. */
export interface CollectionAddress {
  readonly baseUrl: string;
  readonly signInUrl: string;
  readonly machineClientId: string;
  readonly machineClientSecret: string;
}

/**
 * The addresses of a stack and its machine client, as the collection's variables call them.
 * @throws AwsCallError, SignInError
 */
export async function collectionAddress(tokens: StackTokens): Promise<CollectionAddress> {
  const { clientId, clientSecret } = await tokens.machineClient();
  return {
    baseUrl: tokens.stack.output('ApiUrl'),
    signInUrl: tokens.signInUrl,
    machineClientId: clientId,
    machineClientSecret: clientSecret,
  };
}

/**
 * The tokens of the people whom the environment names: `DRAGONS_ADMIN` is a user name and `DRAGONS_ADMIN_PASSWORD` the password, likewise
 * `DRAGONS_REPORTER` and `DRAGONS_READER`. On a local stack they are the sample users unless the environment says something else.
 * @param seedFile the sample users with their passwords
 * @returns the collection's variables; nothing for people who were not named
 * @throws SignInError when somebody cannot sign in, or has no password
 */
export async function tokensOfPeople(
  tokens: StackTokens,
  environment: NodeJS.ProcessEnv,
  seedFile: string,
): Promise<Record<string, string>> {
  const samples = tokens.isLocal ? readSeed(seedFile).users : [];
  const found: Record<string, string> = {};
  for (const person of people) {
    const variable = `DRAGONS_${person.toUpperCase()}`;
    const sample = samples.find(({ username }) => username === person);
    const username = environment[variable] || sample?.username;
    if (username === undefined) continue;
    const password =
      environment[`${variable}_PASSWORD`] || (username === sample?.username ? sample.password : undefined);
    if (password === undefined) {
      throw new UnknownUserError(`${variable} names ${username}, and ${variable}_PASSWORD is not set.`);
    }
    found[`${person}Token`] = await tokens.userToken(username, password);
  }
  return found;
}
