import { apiOf } from '../stack/api-options.ts';
import { isObject } from '../json.ts';
import type { Stack } from '../stack/stack.ts';

/** Puts a text into a style, where styles are shown. */
export type TextStyle = (name: 'bold' | 'dim', text: string) => string;

/** Where a stack answers, one line each. @param endpointNote what stands behind the address of the AWS endpoint */
export function addressLines(stack: Stack, style: TextStyle, endpointNote = ''): string[] {
  const { api, endpoint, domain, site } = stack.addresses;
  const rows: (readonly [string, string])[] = [
    ...(site === undefined ? [] : [['Web page', site] as const]),
    ...(api === undefined ? [] : [['API', api] as const]),
    ['AWS endpoint', endpoint + endpointNote],
    ...(hasUserPool(stack) ? [['Sign-in pages', domain] as const] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, address]) => `${style('bold', name.padEnd(width))}  ${address}`);
}

/** What is said when a stack runs: where it answers, who may sign in, and one line to try. */
export function welcome(stack: Stack, style: TextStyle, hasToken: boolean): string[] {
  const users = table(
    stack.sampleUsers.map(({ username, password, groups }) => [username, password, groups.join(', ')]),
  );
  const example = tryLine(stack, hasToken);
  return [
    '',
    ...addressLines(
      stack,
      style,
      `  ${style('dim', `(AWS_ENDPOINT_URL; access key and secret are both "local"; stack ${stack.template.stackName})`)}`,
    ),
    ...(users.length === 0
      ? []
      : ['', `${style('bold', 'Users')}  ${style('dim', '(name, password, groups)')}`, ...users]),
    ...(example === undefined ? [] : ['', style('bold', 'Try'), `  ${example}`]),
    '',
  ];
}

/** Rows with their columns below each other. */
function table(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(width(column))).join('  ')}`.trimEnd());
}

function hasUserPool({ template }: Stack): boolean {
  return [...template.resources.values()].some(({ type }) => type === 'AWS::Cognito::UserPool');
}

/**
 * A curl line for the first plain GET of the contract, one that needs a token where somebody can get one with `npm run token`.
 */
export function tryLine({ addresses, sampleUsers, template }: Stack, hasToken: boolean): string | undefined {
  const definition = apiOf(template)?.properties.DefinitionBody;
  const paths = isObject(definition) && isObject(definition.paths) ? Object.entries(definition.paths) : [];
  const operations = paths.flatMap(([path, item]) =>
    isObject(item) && isObject(item.get) && !path.includes('{')
      ? [{ path, isSecured: Array.isArray(item.get.security) && item.get.security.length > 0 }]
      : [],
  );
  const [user] = sampleUsers;
  const secured = hasToken && user !== undefined ? operations.find(({ isSecured }) => isSecured) : undefined;
  const operation = secured ?? operations.find(({ isSecured }) => !isSecured);
  if (operation === undefined || addresses.api === undefined) return undefined;
  if (secured === undefined || user === undefined) return `curl ${addresses.api}${operation.path}`;
  const elsewhere = addresses.endpoint === 'http://127.0.0.1:4566' ? '' : `AWS_ENDPOINT_URL=${addresses.endpoint} `;
  return `curl -H "Authorization: $(${elsewhere}npm run -s token -- ${user.username})" ${addresses.api}${operation.path}`;
}
