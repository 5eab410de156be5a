import { parse, stringify } from 'yaml';
import { isObject } from '../../local/json.ts';
import { UnusableContractError } from './contract-operations.ts';

/** A document of any shape. */
type Document = Record<string, unknown>;

const notice = `# Made from openapi.yaml by "npm run generate". Do not edit.
#
# The same operations for machines, behind an API key and its usage plan (docs/decisions/0021-machine-api.md).
`;

/**
 * Makes the contract of the second API, the one for machines: the same operations, of which those that need a token need the API key of a
 * usage plan as well. No browser calls it, so preflights are left out; nor are there examples, which API Gateway would only keep as documentation.
 * @param source the text of openapi.yaml
 * @returns texts by file name; the same source always gives the same texts
 */
export function generateMachineApi(source: string): Record<string, string> {
  const document = object(parse(source));
  const { openapi, info, paths, components, servers: _, ...rest } = document;
  const responses = object(document['x-amazon-apigateway-gateway-responses']);
  const contract = {
    openapi,
    info: { ...object(info), title: `${String(object(info).title)} for machines` },
    'x-amazon-apigateway-api-key-source': 'HEADER',
    paths: mapped(paths, (item) => machinePath(object(item))),
    components: {
      ...object(components),
      securitySchemes: {
        ...object(object(components).securitySchemes),
        // The header's name is fixed:
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-usage-plan-oas.html
        MachineKey: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      },
    },
    ...rest,
    'x-amazon-apigateway-gateway-responses': { ...responses, ...keyResponses(responses) },
  };
  // CloudFormation reads YAML 1.1, in which more words have to be quoted, and takes no anchors.
  return {
    'machine-api.yaml': notice + stringify(contract, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 }),
  };
}

function machinePath(item: Document): Document {
  const { options: _, ...operations } = item;
  return mapped(operations, (operation) => machineOperation(object(operation)));
}

function machineOperation(operation: Document): Document {
  const security = Array.isArray(operation.security) ? operation.security : [];
  const integration = object(operation['x-amazon-apigateway-integration']);
  return {
    ...object(withoutExamples(operation)),
    // As SAM writes it: API Gateway asks for a key wherever one is named, whatever else the method needs. OpenAPI itself would call this a choice.
    security: security.length === 0 ? [] : [...security.map(object), { MachineKey: [] }],
    'x-amazon-apigateway-integration': {
      ...integration,
      // The same text. SAM CLI looks for functions in Fn::Sub alone: it leaves out this API, whose security it could not read, and "sam local
      // start-api" serves the other one.
      uri: { 'Fn::Join': ['', [integration.uri]] },
      // With a role of its own the API needs no permission of each function.
      credentials: { 'Fn::GetAtt': ['MachineApiRole', 'Arn'] },
    },
  };
}

/** What API Gateway answers about keys, in the shape of every other error. */
function keyResponses(responses: Document): Document {
  const { 'gatewayresponse.header.Retry-After': _, ...headers } = object(
    object(responses.THROTTLED).responseParameters,
  );
  return {
    INVALID_API_KEY: answer(headers, {
      type: 'urn:dragons:problem:refused',
      title: 'The request was refused',
      status: 403,
      detail: 'Send the API key of a usage plan in the header x-api-key, beside the access token.',
    }),
    QUOTA_EXCEEDED: answer(
      // The quota is of a day, and nobody says how much of it is left.
      { ...headers, 'gatewayresponse.header.Retry-After': "'3600'" },
      {
        type: 'urn:dragons:problem:too-many-requests',
        title: 'Too many requests',
        status: 429,
        detail: 'The requests of the usage plan are used up for today.',
      },
    ),
  };
}

function answer(responseParameters: Document, problem: Document): Document {
  const template = JSON.stringify({ ...problem, requestId: '$context.requestId' });
  return { responseParameters, responseTemplates: { 'application/json': template } };
}

function withoutExamples(value: unknown): unknown {
  const text = JSON.stringify(value, (key, child: unknown) => (/^examples?$/.test(key) ? undefined : child));
  const copy: unknown = JSON.parse(text);
  return copy;
}

function mapped(value: unknown, change: (value: unknown) => unknown): Document {
  return Object.fromEntries(Object.entries(object(value)).map(([key, child]) => [key, change(child)]));
}

/** @throws UnusableContractError when the contract has something else there */
function object(value: unknown): Document {
  if (!isObject(value)) throw new UnusableContractError(`openapi.yaml: ${JSON.stringify(value)} should be an object.`);
  return value;
}
