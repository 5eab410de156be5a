import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../json.ts';
import { defaultBehaviour } from '../behaviour.ts';
import { lambda, libraryContract, mock, operation, userPoolArn } from '../testing/library-contract.ts';
import { compileApi } from './compile-api.ts';
import { DefinitionError, type DefinitionProblem } from './definition-error.ts';

function problemsOf(definition: JsonObject): readonly DefinitionProblem[] {
  try {
    compileApi(definition, { stageVariables: {}, behaviour: defaultBehaviour });
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
}

const get = (more: JsonObject) => libraryContract({}, { '/x': { get: operation(more) } });
const integration = (more: JsonObject) => get({ 'x-amazon-apigateway-integration': lambda(more) });
const typed = (type: string) =>
  get({ 'x-amazon-apigateway-integration': { type, uri: 'http://example.org', httpMethod: 'GET' } });
const path = (name: string) => libraryContract({}, { [name]: { get: operation() } });
const security = (scheme: JsonObject) => ({
  ...get({ security: [{ S: [] }] }),
  components: { securitySchemes: { S: scheme, Readers: readers }, schemas: models },
});
const components = libraryContract().components as unknown as {
  securitySchemes: { Readers: JsonObject };
  schemas: JsonObject;
};
const readers = components.securitySchemes.Readers;
const models = components.schemas;
const schema = (value: JsonObject) => get({ requestBody: { content: { 'application/json': { schema: value } } } });
const cognito = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'cognito_user_pools',
};

describe('the library contract', () => {
  it('is fine', () => expect(problemsOf(libraryContract())).toEqual([]));
});

describe('what is not simulated is refused by name', () => {
  it.each<[string, JsonObject, string, RegExp]>([
    ['http', typed('http'), "$.paths['/x'].get.x-amazon-apigateway-integration.type", /type http are not simulated/],
    ['http_proxy', typed('http_proxy'), "$.paths['/x'].get.x-amazon-apigateway-integration.type", /http_proxy/],
    ['aws', typed('aws'), "$.paths['/x'].get.x-amazon-apigateway-integration.type", /type aws are/],
    [
      'VPC links',
      integration({ connectionId: 'v' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.connectionId",
      /VPC/,
    ],
    [
      'VPC link by type',
      integration({ connectionType: 'VPC_LINK' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration",
      /VPC/,
    ],
    [
      'credentials',
      integration({ credentials: 'arn:x' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.credentials",
      /role/,
    ],
    [
      'content handling',
      integration({ contentHandling: 'CONVERT_TO_TEXT' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.contentHandling",
      /contentHandling/,
    ],
    [
      'request mapping',
      integration({ requestParameters: {} }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.requestParameters",
      /mapping/,
    ],
    [
      'caching',
      integration({ cacheKeyParameters: ['a'] }),
      "$.paths['/x'].get.x-amazon-apigateway-integration",
      /caching/,
    ],
    [
      'streaming',
      integration({ responseTransferMode: 'STREAM' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration",
      /streaming/,
    ],
    [
      'streaming by uri',
      integration({
        uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/f/response-streaming-invocations',
      }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.uri",
      /streaming/,
    ],
    [
      'resource policies',
      libraryContract({ 'x-amazon-apigateway-policy': {} }),
      '$.x-amazon-apigateway-policy',
      /x-amazon-apigateway-policy/,
    ],
    [
      'compression',
      libraryContract({ 'x-amazon-apigateway-minimum-compression-size': 0 }),
      '$.x-amazon-apigateway-minimum-compression-size',
      /compression/,
    ],
    [
      'HTTP API CORS',
      libraryContract({ 'x-amazon-apigateway-cors': {} }),
      '$.x-amazon-apigateway-cors',
      /x-amazon-apigateway-cors/,
    ],
    [
      'keys by authorizer',
      libraryContract({ 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' }),
      '$.x-amazon-apigateway-api-key-source',
      /API keys/,
    ],
    [
      'unknown extensions of an operation',
      get({ 'x-amazon-apigateway-new': 1 }),
      "$.paths['/x'].get.x-amazon-apigateway-new",
      /not simulated/,
    ],
    [
      'API keys',
      security({ type: 'apiKey', name: 'x-api-key', in: 'header' }),
      '$.components.securitySchemes.S',
      /API keys/,
    ],
    [
      'IAM',
      security({ type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' }),
      '$.components.securitySchemes.S',
      /IAM/,
    ],
    [
      'Lambda authorizers',
      security({
        ...cognito,
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': { type: 'token' },
      }),
      '$.components.securitySchemes.S',
      /Lambda authorizers \(token\)/,
    ],
    [
      'JSON paths beyond members',
      libraryContract({}, { '/x': { get: mock({ requestTemplates: { 'application/json': "$input.json('$..a')" } }) } }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.requestTemplates['application/json']",
      /JSON path \$\.\.a/,
    ],
  ])('%s', (_title, definition, at, message) => {
    expect(problemsOf(definition)).toEqual([{ path: at, message: expect.stringMatching(message) as string }]);
  });
});

describe('what API Gateway would not import is refused', () => {
  const mockWith = (more: JsonObject, responses: JsonObject = {}) =>
    libraryContract(
      {},
      { '/x': { get: mock({ responses: { default: { statusCode: '200', ...more }, ...responses } }) } },
    );
  it.each<[string, JsonObject, string, RegExp]>([
    ['OpenAPI 3.1', libraryContract({ openapi: '3.1.0' }), '$.openapi', /3\.0\.x/],
    ['Swagger 2.0', libraryContract({ swagger: '2.0' }), '$.swagger', /OpenAPI 2\.0/],
    ['webhooks', libraryContract({ webhooks: {} }), '$.webhooks', /3\.1/],
    ['a parameter that is part of a segment', path('/a{id}'), "$.paths['/a{id}']", /whole segment/],
    ['a greedy parameter in the middle', path('/{all+}/x'), "$.paths['/{all+}/x']", /last segment/],
    ['characters that a path may not have', path('/a~b'), "$.paths['/a~b']", /letters, digits/],
    ['the reserved /ping', path('/ping'), "$.paths['/ping']", /reserved/],
    ['two parameter names at one place', path('/books/{other}'), "$.paths['/books/{other}']", /\{other\} and \{isbn\}/],
    ['TRACE', libraryContract({}, { '/x': { trace: operation() } }), "$.paths['/x'].trace", /TRACE/],
    [
      'a method without an integration',
      libraryContract({}, { '/x': { get: { responses: {} } } }),
      "$.paths['/x'].get",
      /no x-amazon-apigateway-integration/,
    ],
    [
      'cookie parameters',
      get({ parameters: [{ name: 'c', in: 'cookie' }] }),
      "$.paths['/x'].get.parameters[0]",
      /in cookie/,
    ],
    [
      'an unknown validator',
      get({ 'x-amazon-apigateway-request-validator': 'none' }),
      "$.paths['/x'].get.x-amazon-apigateway-request-validator",
      /none is not declared/,
    ],
    [
      'an unknown security scheme',
      get({ security: [{ Nobody: [] }] }),
      "$.paths['/x'].get.security[0]",
      /Nobody is not declared/,
    ],
    [
      'two authorizers',
      get({ security: [{ Readers: [] }, { Others: [] }] }),
      "$.paths['/x'].get.security",
      /exactly one/,
    ],
    ['optional security', get({ security: [{}] }), "$.paths['/x'].get.security", /exactly one/],
    ['OAuth 2 schemes in use', security({ type: 'oauth2', flows: {} }), '$.components.securitySchemes.S', /oauth2/],
    [
      'an authorizer without pools',
      security({ ...cognito, 'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [] } }),
      '$.components.securitySchemes.S.x-amazon-apigateway-authorizer.providerARNs',
      /ARNs/,
    ],
    [
      'a token in the query string',
      security({
        ...cognito,
        in: 'query',
        'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [userPoolArn] },
      }),
      '$.components.securitySchemes.S',
      /header/,
    ],
    [
      'a model name with a dash',
      libraryContract({
        components: { schemas: { ...models, 'My-Model': {} }, securitySchemes: { Readers: readers } },
      }),
      '$.components.schemas.My-Model',
      /letters and digits/,
    ],
    [
      'a list of types',
      schema({ type: ['string', 'null'] }),
      "$.paths['/x'].get.requestBody.content['application/json'].schema",
      /3\.1/,
    ],
    [
      'const',
      schema({ properties: { a: { const: 1 } } }),
      "$.paths['/x'].get.requestBody.content['application/json'].schema.properties.a",
      /const/,
    ],
    [
      'a reference to another file',
      schema({ $ref: 'book.yaml' }),
      "$.paths['/x'].get.requestBody.content['application/json'].schema",
      /book\.yaml/,
    ],
    [
      'a reference to no model',
      schema({ $ref: '#/components/schemas/Nothing' }),
      "$.paths['/x'].get.requestBody.content['application/json'].schema",
      /Nothing/,
    ],
    [
      'a reference to no model in an answer',
      get({
        responses: {
          200: { content: { 'application/json': { schema: { items: { $ref: '#/components/schemas/No' } } } } },
        },
      }),
      "$.paths['/x'].get.responses['200'].content['application/json'].schema.items",
      /No is not found/,
    ],
    [
      'a dangling reference',
      get({ parameters: [{ $ref: '#/components/parameters/Nothing' }] }),
      "$.paths['/x'].get.parameters[0]",
      /Nothing is not found/,
    ],
    [
      'a pattern that does not compile',
      schema({ pattern: '(' }),
      "$.paths['/x'].get.requestBody.content['application/json'].schema",
      /\(/,
    ],
    [
      'a timeout beyond 29 seconds',
      integration({ timeoutInMillis: 30_000 }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.timeoutInMillis",
      /29000/,
    ],
    [
      'a uri that is no function',
      integration({ uri: 'arn:aws:lambda:x' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.uri",
      /not the uri/,
    ],
    [
      'a stage variable without a value',
      integration({ uri: '${stageVariables.fn}' }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.uri",
      /fn has no value/,
    ],
    [
      'a response range',
      get({ responses: { '2XX': { description: 'x' } } }),
      "$.paths['/x'].get.responses['2XX']",
      /three digits/,
    ],
    [
      'a mock that answers with an undeclared status',
      mockWith({}, { '404': { statusCode: '404' } }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.responses['404']",
      /no response 404/,
    ],
    [
      'an undeclared header of a mock',
      mockWith({ responseParameters: { 'method.response.header.X-No': "'1'" } }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.responses.default.responseParameters['method.response.header.X-No']",
      /does not declare/,
    ],
    [
      'a header value without quotes',
      mockWith({ responseParameters: { 'method.response.header.X-Mock': '*' } }),
      "$.paths['/x'].get.x-amazon-apigateway-integration.responses.default.responseParameters['method.response.header.X-Mock']",
      /single quotes/,
    ],
    [
      'an unknown gateway response',
      libraryContract({ 'x-amazon-apigateway-gateway-responses': { NOT_FOUND: {} } }),
      '$.x-amazon-apigateway-gateway-responses.NOT_FOUND',
      /not a gateway response type/,
    ],
    [
      'directives of mapping templates in gateway responses',
      libraryContract({
        'x-amazon-apigateway-gateway-responses': {
          UNAUTHORIZED: { responseTemplates: { 'application/json': "$input.params('a')" } },
        },
      }),
      "$.x-amazon-apigateway-gateway-responses.UNAUTHORIZED.responseTemplates['application/json']",
      /\$input and \$util/,
    ],
  ])('%s', (_title, definition, at, message) => {
    const problems = problemsOf(definition);
    expect(problems).toContainEqual({ path: at, message: expect.stringMatching(message) as string });
  });

  it('lists everything at once, one line each with its path', () => {
    const definition = libraryContract({ openapi: '3.1.0' }, { '/ping': { get: { responses: {} } } });
    expect(() => compileApi(definition, { stageVariables: {}, behaviour: defaultBehaviour })).toThrow(
      /The API definition cannot be used:\n {2}\$\.openapi: .*\n {2}\$\.paths\['\/ping'\]: .*\n {2}\$\.paths\['\/ping'\]\.get: /,
    );
  });

  it('counts more than 300 resources', () => {
    const paths = Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`/r${i}`, { get: operation() }]));
    expect(problemsOf(libraryContract({ paths }))).toEqual([
      { path: '$.paths', message: expect.stringContaining('302 resources') as string },
    ]);
  });
});

describe('what API Gateway ignores is ignored', () => {
  it.each<[string, JsonObject]>([
    [
      'descriptions, tags, servers and examples',
      libraryContract({ servers: [{ url: 'https://x' }], tags: [{ name: 'a' }] }),
    ],
    ['documentation extensions', libraryContract({ 'x-amazon-apigateway-documentation': {} })],
    ['extensions of other tools', get({ 'x-internal': true })],
    [
      'a security scheme that nobody uses',
      {
        ...libraryContract(),
        components: { schemas: models, securitySchemes: { Readers: readers, Docs: { type: 'oauth2', flows: {} } } },
      },
    ],
    ['the responses of a proxy integration', integration({ responses: { default: { statusCode: '200' } } })],
    [
      'references to shared parameters',
      {
        ...get({ parameters: [{ $ref: '#/components/parameters/P' }] }),
        components: {
          schemas: models,
          securitySchemes: { Readers: readers },
          parameters: { P: { name: 'p', in: 'query' } },
        },
      },
    ],
  ])('%s', (_title, definition) => {
    expect(problemsOf(definition)).toEqual([]);
  });
});

describe('security of the whole document', () => {
  it('applies to operations without their own, and an empty list opens one (2.1 [V])', () => {
    const { operations } = compileApi(
      libraryContract(
        { security: [{ Readers: ['a'] }] },
        { '/x': { get: operation(), post: operation({ security: [] }) } },
      ),
      { stageVariables: {}, behaviour: defaultBehaviour },
    );
    const scopesOf = (method: string) =>
      operations.find((one) => one.resourcePath === '/x' && one.method === method)?.security?.scopes;
    expect([scopesOf('GET'), scopesOf('POST')]).toEqual([['a'], undefined]);
  });
});

describe('open points of models', () => {
  it.each([true, false])('the length of lists counts with arrayLengthsInModels %s', (arrayLengthsInModels) => {
    const { operations } = compileApi(
      libraryContract(
        {},
        {
          '/x': {
            post: operation({
              'x-amazon-apigateway-request-validator': 'body',
              requestBody: { content: { 'application/json': { schema: { type: 'array', maxItems: 1 } } } },
            }),
          },
        },
      ),
      { stageVariables: {}, behaviour: { ...defaultBehaviour, arrayLengthsInModels } },
    );
    const model = operations.find((one) => one.resourcePath === '/x')?.validation.bodyModels?.get('application/json');
    expect(model?.([1, 2]) === undefined).toBe(!arrayLengthsInModels);
  });
});
