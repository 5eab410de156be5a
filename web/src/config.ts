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

/** The configuration is not there, or is not what this page can use. The message is for whoever deployed it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads /config.json.
 * @throws ConfigError
 */
export async function readConfig(): Promise<Config> {
  let answer: Response;
  let value: unknown;
  try {
    answer = await fetch('/config.json');
    value = await answer.json();
  } catch (cause) {
    throw new ConfigError('/config.json cannot be read.', { cause });
  }
  if (!answer.ok) throw new ConfigError(`/config.json was answered with ${answer.status}.`);
  return configOf(value);
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

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
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
