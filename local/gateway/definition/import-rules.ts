import { isObject } from '../../json.ts';
import { limits } from '../limits.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';

/** Extensions that say nothing about how a request is handled here. */
const harmlessExtensions = new Set([
  'x-amazon-apigateway-documentation',
  'x-amazon-apigateway-importexport-version',
  'x-amazon-apigateway-security-policy',
  'x-amazon-apigateway-tag-value',
]);

/** Refuses every `x-amazon-apigateway-*` member that is not among the known ones, by name. */
export function refuseUnknownExtensions(reader: DefinitionReader, spot: Spot, known: readonly string[]): void {
  if (!isObject(spot.value)) return;
  for (const key of Object.keys(spot.value)) {
    if (!key.startsWith('x-amazon-apigateway-') || known.includes(key) || harmlessExtensions.has(key)) continue;
    reader.refuse(reader.at(spot, key), `${key} is not simulated`);
  }
}

/**
 * What API Gateway's import refuses about the document as a whole.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function checkDocument(reader: DefinitionReader): void {
  const { root } = reader;
  const version = reader.at(root, 'openapi');
  if (reader.at(root, 'swagger').value !== undefined)
    reader.refuse(reader.at(root, 'swagger'), 'OpenAPI 2.0 is not read here; write openapi: 3.0.x');
  else if (typeof version.value !== 'string' || !/^3\.0\.\d+$/.test(version.value)) {
    reader.refuse(
      version,
      `must be 3.0.x: API Gateway imports no other version, this is ${JSON.stringify(version.value)}`,
    );
  }
  for (const key of ['webhooks', 'jsonSchemaDialect']) {
    const spot = reader.at(root, key);
    if (spot.value !== undefined) reader.refuse(spot, `${key} is OpenAPI 3.1, which API Gateway does not import`);
  }
  if (Buffer.byteLength(JSON.stringify(root.value)) > limits.definitionBytes)
    reader.refuse(root, 'is larger than 6 MB');
}

/** Checks the path templates and lists all resources they make, parents included. */
export function checkPaths(reader: DefinitionReader, paths: readonly [string, Spot][]): string[] {
  const parameterAt = new Map<string, string>();
  const resources = new Set(['/']);
  for (const [path, spot] of paths) {
    if (!path.startsWith('/')) reader.refuse(spot, 'a path starts with /');
    if (path === '/ping' || path === '/sping')
      reader.refuse(spot, `${path} is reserved for the health check of API Gateway`);
    const segments = path
      .split('/')
      .slice(1)
      .filter((segment, index, all) => segment !== '' || index < all.length - 1);
    let resource = '';
    segments.forEach((segment, index) => {
      checkSegment(reader, spot, segment, index === segments.length - 1);
      const parameter = /^\{([^}+]+)\}$/.exec(segment)?.[1];
      const known = parameterAt.get(resource);
      if (parameter !== undefined && known !== undefined && known !== parameter) {
        reader.refuse(spot, `{${parameter}} and {${known}} stand at the same place; a resource has one parameter name`);
      }
      if (parameter !== undefined) parameterAt.set(resource, parameter);
      resource += `/${segment}`;
      resources.add(resource);
    });
  }
  if (resources.size > limits.resources) {
    reader.refuse(
      { value: undefined, path: '$.paths' },
      `${resources.size} resources; an API may have ${limits.resources}`,
    );
  }
  return [...resources];
}

function checkSegment(reader: DefinitionReader, spot: Spot, segment: string, isLast: boolean): void {
  const isGreedy = /^\{[\w.:-]+\+\}$/.test(segment);
  if (isGreedy && !isLast) reader.refuse(spot, `${segment} may only be the last segment`);
  if (isGreedy || /^\{[\w.:-]+\}$/.test(segment)) return;
  if (segment.includes('{') || segment.includes('}'))
    reader.refuse(spot, `a path parameter is a whole segment, ${segment} is not`);
  else if (!/^[A-Za-z0-9_.,:-]+$/.test(segment)) {
    reader.refuse(spot, `segment "${segment}": only letters, digits and _ - . , : are allowed`);
  }
}
