import { apiOf } from './api-options.ts';
import { isObject } from './json.ts';
import type { Stack } from './stack.ts';

/** What is said when a stack runs: where it answers, who may sign in, and one line to try. */
export function welcome(
  stack: Stack,
  style: (name: 'bold' | 'dim' | 'cyan', text: string) => string,
  hasToken: boolean,
): string[] {
  const { api, endpoint, domain } = stack.addresses;
  const rows: (readonly [string, string])[] = [
    ...(api === undefined ? [] : [['API', api] as const]),
    ['AWS endpoint', `${endpoint}  ${style('dim', '(AWS_ENDPOINT_URL; access key and secret are both "local")')}`],
    ...(hasUserPool(stack) ? [['Sign-in pages', domain] as const] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const users = stack.sampleUsers.map(
    ({ username, password, groups }) => `  ${username}  ${password}  ${groups.join(', ')}`,
  );
  const example = tryLine(stack, hasToken);
  return [
    '',
    ...rows.map(([name, address]) => `${style('bold', name.padEnd(width))}  ${address}`),
    ...(users.length === 0
      ? []
      : ['', `${style('bold', 'Users')}  ${style('dim', '(name, password, groups)')}`, ...users]),
    ...(example === undefined ? [] : ['', style('bold', 'Try'), `  ${example}`]),
    '',
  ];
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
