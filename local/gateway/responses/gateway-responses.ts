import type { CustomGatewayResponse } from '../definition/api-model.ts';
import { contextValue, type MappingEnvironment } from '../mapping/value-source.ts';
import type { Answer } from './answer.ts';
import type { Refusal } from './refusal.ts';
import { gatewayHeaders } from './response-headers.ts';
import { responseTypes } from './response-types.ts';
import { chooseByAccept } from './choose-by-accept.ts';

/**
 * Renders a refusal the way the API's gateway responses say. An entry for the type wins; otherwise `DEFAULT_4XX` or
 * `DEFAULT_5XX` gives its status, headers and template; otherwise the built-in answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function renderGatewayResponse(
  custom: ReadonlyMap<string, CustomGatewayResponse>,
  refusal: Refusal,
  environment: MappingEnvironment,
): Answer {
  const facts = responseTypes[refusal.type];
  const status = refusal.status ?? facts.status;
  const entry = custom.get(refusal.type) ?? custom.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const message = refusal.message ?? facts.message;
  const context = { ...environment.context, error: errorVariables(refusal, message) };

  const headers: [string, string][] = [['x-amzn-ErrorType', refusal.errorType ?? facts.errorType]];
  for (const { name, value } of entry?.headers ?? []) {
    const text = value({ ...environment, context });
    if (text !== undefined) headers.push([name, text]);
  }
  const template = chooseByAccept(entry?.templates, environment.request.headers.mediaType('accept'));
  return {
    status: entry?.status ?? status,
    headers: gatewayHeaders(headers, template?.[0] ?? 'application/json'),
    body: template === undefined ? builtIn(facts.body, message) : substitute(template[1], environment, context),
  };
}

function errorVariables(refusal: Refusal, message: string | null): Record<string, unknown> {
  return {
    message: message ?? 'null',
    messageString: JSON.stringify(message),
    responseType: refusal.type,
    ...(refusal.validationError !== undefined && { validationErrorString: refusal.validationError }),
  };
}

function builtIn(shape: 'plain' | 'spaced' | 'capital', message: string | null): string {
  const text = JSON.stringify(message);
  if (shape === 'capital') return `{"Message":${text}}`;
  return shape === 'spaced' ? `{"message": ${text}}` : `{"message":${text}}`;
}

const variable =
  /\$\{?(context|stageVariables|method\.request\.(?:header|querystring|path))((?:\.[A-Za-z_][\w-]*|\['[^']+'\])+)\}?/g;

/** These templates know variables and nothing else: no directives, no escaping of what is put in. */
function substitute(template: string, environment: MappingEnvironment, context: Record<string, unknown>): string {
  return template.replace(variable, (_match, root: string, rest: string) => {
    const name = rest.replace(/\['([^']+)'\]/g, '.$1').slice(1);
    if (root === 'context') return contextValue(context, name) ?? '';
    if (root === 'stageVariables') return environment.stageVariables[name] ?? '';
    if (root.endsWith('header')) return environment.request.headers.get(name.toLowerCase()) ?? '';
    if (root.endsWith('path')) return environment.pathParameters[name] ?? '';
    return environment.request.query.get(name) ?? '';
  });
}
