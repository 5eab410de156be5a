import { parse } from 'smol-toml';

/** What samconfig.toml says to `sam deploy` in one of its environments. */
export interface DeploySettings {
  readonly stackName: string | undefined;
  /** The template's parameters, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads samconfig.toml as it is written by hand (a list of `Name=value`), and as `sam deploy --guided` saves it (one text of `Name="value"`).
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 *
 * @param environment of samconfig.toml, which is `default` where nobody says `--config-env`
 */
export function deploySettings(toml: string, environment: string): DeploySettings {
  const { global, deploy } = (parse(toml) as Record<string, Environment>)[environment] ?? {};
  const overrides = deploy?.parameters.parameter_overrides ?? [];
  return {
    stackName: global?.parameters.stack_name,
    parameters: Object.fromEntries(
      typeof overrides === 'string' ? [...overrides.matchAll(saved)].map(pair) : overrides.map(listed),
    ),
  };
}

interface Environment {
  readonly global?: { readonly parameters: { readonly stack_name?: string } };
  readonly deploy?: { readonly parameters: { readonly parameter_overrides?: string | readonly string[] } };
}

/** `Stage="dev"`; in the quotes, a backslash stands before quotes and backslashes. */
const saved = /(\w+)="((?:[^"\\]|\\.)*)"/g;

function pair([, name = '', value = '']: RegExpExecArray): [string, string] {
  return [name, value.replaceAll(/\\(.)/g, '$1')];
}

function listed(text: string): [string, string] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), text.slice(equals + 1)];
}
