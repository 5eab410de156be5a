import { recordOf } from './records.ts';

/** What the page must know of the place where it runs. The deployment writes it, and so does the local stack. */
export interface Config {
  /** The deployment's stage, such as `prod`. */
  readonly stage: string;
  /** Where the API is, without a slash at the end. */
  readonly apiUrl: string;
  readonly signIn: {
    /** The user pool's domain, without a slash at the end. */
    readonly url: string;
    readonly clientId: string;
    /** What tokens name as their issuer. */
    readonly issuer: string;
  };
}

/** The configuration is missing, or is not what this page can use. The message is for whoever deployed it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** No configuration came: the connection is down, or the server is not well. It may pass. */
export class ConfigUnreachableError extends Error {
  override readonly name = 'ConfigUnreachableError';
}

/** Longer than this nobody waits for the configuration, in milliseconds. */
const patience = 15_000;

/**
 * Reads /config.json.
 * @throws ConfigUnreachableError, ConfigError
 */
export async function readConfig(): Promise<Config> {
  const answer = await fetch('/config.json', { signal: AbortSignal.timeout(patience) }).catch((cause: unknown) => {
    throw new ConfigUnreachableError('/config.json cannot be reached.', { cause });
  });
  if (answer.status >= 500) throw new ConfigUnreachableError(`/config.json was answered with ${answer.status}.`);
  if (!answer.ok) throw new ConfigError(`/config.json was answered with ${answer.status}.`);
  return configOf(parsed(await answer.text()));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError('/config.json is no JSON.', { cause });
  }
}

/** The configuration in a JSON value. @throws ConfigError naming what is missing */
export function configOf(value: unknown): Config {
  const signIn = recordOf(recordOf(value).signIn);
  const { stage, apiUrl } = recordOf(value);
  return {
    stage: text('stage', stage),
    apiUrl: address('apiUrl', apiUrl),
    signIn: {
      url: address('signIn.url', signIn.url),
      clientId: text('signIn.clientId', signIn.clientId),
      issuer: address('signIn.issuer', signIn.issuer),
    },
  };
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new ConfigError(`/config.json has no text ${name}.`);
  return value;
}

function address(name: string, value: unknown): string {
  const url = text(name, value);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new ConfigError(`${name} in /config.json is no address: ${url}`);
  return url.replace(/\/+$/, '');
}
