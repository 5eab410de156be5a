import type { MockIntegration, MockResponse } from '../definition/api-model.ts';
import type { TemplateEnvironment } from '../mapping/template.ts';
import type { MappingEnvironment } from '../mapping/value-source.ts';
import { isObject } from '../../json.ts';
import type { Answer } from '../responses/answer.ts';
import { chooseByAccept } from '../responses/choose-by-accept.ts';
import { granted, refused, type Outcome } from '../responses/refusal.ts';
import { isHeaderName, integrationHeaders } from '../responses/response-headers.ts';

/**
 * Runs a mock: its request template yields `{"statusCode": n}`, which selects the response.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function runMock(integration: MockIntegration, environment: MappingEnvironment): Outcome<Answer> {
  const overrides = { header: {}, status: undefined };
  const context = {
    ...environment.context,
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: overrides,
  };
  const template = templateEnvironment({ ...environment, context });
  try {
    const integrationRequest = renderRequest(integration, environment, template);
    if (!integrationRequest.ok) return integrationRequest;
    const status = statusCodeOf(integrationRequest.value);
    if (status === undefined) return misconfigured('the request template did not yield {"statusCode": <integer>}');
    const response =
      integration.responses.find(({ selection }) => selection?.test(String(status))) ?? integration.fallback;
    if (response === undefined) return misconfigured(`no integration response for status ${status}, and no default`);
    return granted(renderResponse(response, { ...environment, context }, template, overrides));
  } catch (cause) {
    return misconfigured(cause);
  }
}

function misconfigured(cause: unknown): Outcome<never> {
  return refused({ type: 'API_CONFIGURATION_ERROR', cause });
}

function templateEnvironment({
  request,
  pathParameters,
  context,
  stageVariables,
}: MappingEnvironment): TemplateEnvironment {
  return {
    body: request.body?.toString('utf8'),
    pathParameters,
    query: request.query.single(),
    headers: Object.fromEntries(
      [...request.headers.entries()].map(([, { name, values }]) => [name, values.at(-1) ?? '']),
    ),
    context: { ...context },
    stageVariables,
  };
}

/** GET and OPTIONS without a body count as JSON, and so does a request without a content type. */
function renderRequest(
  { requestTemplates, passthrough }: MockIntegration,
  { request }: MappingEnvironment,
  environment: TemplateEnvironment,
): Outcome<string> {
  const bare = request.body === undefined && (request.method === 'GET' || request.method === 'OPTIONS');
  const mediaType = (bare ? undefined : request.headers.mediaType('content-type')) ?? 'application/json';
  const template = requestTemplates.get(mediaType) ?? requestTemplates.get('$default');
  if (template !== undefined) return granted(template(environment));
  const passes =
    passthrough === 'when_no_match' || (passthrough === 'when_no_templates' && requestTemplates.size === 0);
  return passes ? granted(environment.body ?? '') : refused({ type: 'UNSUPPORTED_MEDIA_TYPE' });
}

/** AWS also takes the key without quotes. */
function statusCodeOf(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && Number.isInteger(value.statusCode) ? Number(value.statusCode) : undefined;
  } catch {
    const [, status] = /^\s*\{\s*['"]?statusCode['"]?\s*:\s*(\d{1,9})\s*[,}]/.exec(text) ?? [];
    return status === undefined ? undefined : Number(status);
  }
}

function renderResponse(
  response: MockResponse,
  mapping: MappingEnvironment,
  environment: TemplateEnvironment,
  overrides: { readonly header: Record<string, unknown>; readonly status: unknown },
): Answer {
  const chosen = chooseByAccept(response.templates, mapping.request.headers.mediaType('accept'));
  const body = chosen === undefined ? '' : chosen[1](environment);
  const headers: [string, string][] = [];
  for (const { name, value } of response.headers) {
    const text = value(mapping);
    if (text !== undefined) headers.push([name, text]);
  }
  for (const [name, value] of Object.entries(overrides.header)) {
    if (!isHeaderName(name) || typeof value !== 'string') continue;
    const others = headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase());
    headers.splice(0, headers.length, ...others, [name, value]);
  }
  return {
    status: overriddenStatus(overrides.status) ?? response.status,
    headers: integrationHeaders(headers, chosen?.[0] ?? 'application/json'),
    body,
  };
}

/** An override that is no status is ignored. Node cannot send 1xx as a final status, so those are ignored too. */
function overriddenStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}
