import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * Makes a `Location` header right for whoever called: an operation names a place of the API as the contract has it (`/reports/1`), and the
 * API may lie behind a stage (`/dev/reports/1` on AWS's own domain) or behind the base path of a domain of one's own. What lies before the
 * operation's own path stands in `requestContext.path`, which `path` does not always say
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
 * @param headers of an answer; other headers, and a `Location` that is no path, stay as they are
 */
export function behindStage(
  headers: Readonly<Record<string, string | undefined>>,
  { resource, requestContext }: Pick<APIGatewayProxyEvent, 'resource' | 'requestContext'>,
): Readonly<Record<string, string | undefined>> {
  const { Location: location } = headers;
  if (location?.startsWith('/') !== true) return headers;
  return { ...headers, Location: `${before(resource, requestContext.path)}${location}` };
}

/** What stands in a path before the segments of a resource. */
function before(resource: string, path: string): string {
  const own = resource.split('/').filter(Boolean).length;
  const segments = path.replace(/\/$/, '').split('/');
  return segments.slice(0, segments.length - own).join('/');
}
